/** Builds a function's control-flow graph backwards: each statement is given the step that follows it. */
import type { Cfg, Step, StepKind } from './cfg.js';
import { present, tryStatement, waysOf, withStatement, kindOf, type Building, type Context, type Leave, type Way } from './cfg-leaving.js';
import { connect, MutableStep, numbered } from './cfg-steps.js';
import { raisedBy } from './catching.js';
import { constantTruth } from './constant-tests.js';
import { isLastAlternative } from './last-alternative.js';
import type { FunctionModel } from './function.js';
import {
  either, ERROR, insteadOfReturning, interruptionsIn, NOTHING, RARE, WAITING,
  type Interruptions,
} from './interruptions.js';
import type {
  ClassStatement, Expression, ForStatement, MatchCase, MatchStatement, Node, RaiseStatement, Statement,
  WhileStatement,
} from './nodes.js';

export function buildCfg(fn: FunctionModel): Cfg {
  return new CfgBuilder(fn).build();
}

class CfgBuilder implements Building {
  readonly #steps: MutableStep[] = [];
  readonly #byNode = new Map<Node, Step[]>();
  readonly #exit: MutableStep;
  readonly #raiseExit: MutableStep;
  readonly #hasCancellation: boolean;

  constructor(readonly fn: FunctionModel) {
    this.#hasCancellation = fn.unit.module.language === 'python';
    this.#exit = this.step('exit', fn);
    this.#raiseExit = this.step('raise-exit', fn);
  }

  build(): Cfg {
    const leave: Leave = (way) => {
      if (way === 'rare') return undefined;
      return way === 'error' || way === 'cancellation' ? this.#raiseExit : this.#exit;
    };
    const context: Context = { leave, caught: [], caughtName: undefined, labels: [], finalizers: 0 };
    const entry = this.step('entry', this.fn);
    connect(entry, this.sequence(this.fn.body, this.#exit, context), 'normal');
    const { steps, reachableCount } = numbered(entry, this.#steps);
    return {
      fn: this.fn, entry, exit: this.#exit, raiseExit: this.#raiseExit, steps, reachableCount, stepsByNode: this.#byNode, answers: undefined,
    };
  }

  sequence(statements: readonly Statement[], next: MutableStep, context: Context): MutableStep {
    const inner = context.labels.length > 0 ? { ...context, labels: [] } : context;
    let first = next;
    for (let i = statements.length - 1; i >= 0; i--) {
      const statement = statements[i];
      if (statement) first = this.#statement(statement, first, inner);
    }
    return first;
  }

  #statement(node: Statement, next: MutableStep, context: Context): MutableStep {
    switch (node.kind) {
      case 'expression-statement': {
        const instead = node.value.kind === 'call' ? insteadOfReturning(node.value) : undefined;
        if (instead) return this.interrupted(this.registered('statement', node, [node.value]), instead, context);
        return this.#simple(node, [node.value], NOTHING, next, context);
      }
      case 'assignment': {
        const evaluated = [...present(node.value), ...node.targets, ...present(node.annotation)];
        const targets = node.targets.filter((target) => target.kind !== 'name');
        const step = this.registered('statement', node, evaluated);
        connect(step, next, 'normal');
        const rare = node.operator !== undefined || targets.length > 0 ? RARE : NOTHING;
        return this.interrupted(step, either(rare, interruptionsIn([...present(node.value), ...targets])), context);
      }
      case 'return': return this.#simple(node, present(node.value), NOTHING, this.left('return', context), context);
      case 'raise': return this.#raise(node, context);
      case 'if': {
        const [then, otherwise] = [this.sequence(node.then, next, context), this.sequence(node.otherwise, next, context)];
        return this.#branch(node, node.test, then, otherwise, context);
      }
      case 'for': return this.#for(node, next, context);
      case 'while': return this.#while(node, next, context);
      case 'try': return tryStatement(this, node, next, context);
      case 'with': return withStatement(this, node, next, context);
      case 'break': case 'continue':
        return this.#simple(node, [], NOTHING, this.left(`${node.kind} ${node.label ?? ''}`, context), context);
      case 'function-statement': {
        const defaults = node.fn.parameters.flatMap((parameter) => present(parameter.default));
        return this.#simple(node, [...node.fn.decorators, ...defaults], NOTHING, next, context);
      }
      case 'class-statement': return this.#class(node, next, context);
      case 'import': return this.#simple(node, [], ERROR, next, context);
      case 'match': return node.fallsThrough ? this.#switch(node, next, context) : this.#match(node, next, context);
      case 'scope': return this.#simple(node, [], NOTHING, next, context);
      case 'delete': {
        const step = this.registered('statement', node, node.targets);
        connect(step, next, 'normal');
        return this.interrupted(step, interruptionsIn(node.targets), context);
      }
      case 'assert': {
        const step = this.registered('statement', node, [node.test, ...present(node.message)]);
        if (constantTruth(node.test) !== false) connect(step, next, 'normal');
        return this.interrupted(step, either(ERROR, interruptionsIn(step.evaluated)), context);
      }
      case 'block': return this.#block(node.body, node.what === 'label' ? node.label : undefined, node, next, context);
    }
  }

  #simple(node: Statement, evaluated: readonly Expression[], more: Interruptions, next: MutableStep, context: Context): MutableStep {
    const step = this.registered('statement', node, evaluated);
    connect(step, next, 'normal');
    return this.interrupted(step, either(more, interruptionsIn(evaluated)), context);
  }

  #raise(node: RaiseStatement, context: Context): MutableStep {
    const step = this.registered('statement', node, [...present(node.value), ...present(node.cause)]);
    const { value } = node;
    const isAgain = !value || (value.kind === 'name' && value.name === context.caughtName);
    const ways = isAgain ? context.caught : waysOf(value && this.#hasCancellation ? raisedBy(value) : { errors: 'some', cancellation: 'none' });
    for (const way of ways.length > 0 ? ways : ['error' as const]) {
      connect(step, this.left(way, context), kindOf(way));
    }
    return ways.includes('error') ? step : this.interrupted(step, interruptionsIn(step.evaluated), context);
  }

  #branch(node: Node, test: Expression, whenTrue: MutableStep, whenFalse: MutableStep, context: Context): MutableStep {
    const step = this.registered('condition', node, [test]);
    const truth = node.kind === 'if' && isLastAlternative(node) ? true : constantTruth(test);
    if (truth !== false) connect(step, whenTrue, 'true');
    if (truth !== true) connect(step, whenFalse, 'false');
    return this.interrupted(step, interruptionsIn([test]), context);
  }

  #block(body: readonly Statement[], label: string | undefined, node: Statement, next: MutableStep, context: Context): MutableStep {
    if (body.length === 0) return this.#simple(node, [], NOTHING, next, context);
    if (label === undefined) return this.sequence(body, next, context);
    const labelled: Context = {
      ...context, labels: [...context.labels, label],
      leave: (way) => (way === `break ${label}` ? next : context.leave(way)),
    };
    const [only] = body;
    return body.length === 1 && only ? this.#statement(only, next, labelled) : this.sequence(body, next, labelled);
  }

  #loopContext(breakTo: MutableStep, continueTo: MutableStep, context: Context): Context {
    const names = ['', ...context.labels];
    const leave: Leave = (way) => {
      if (names.some((name) => way === `break ${name}`)) return breakTo;
      if (names.some((name) => way === `continue ${name}`)) return continueTo;
      return context.leave(way);
    };
    return { ...context, leave, labels: [] };
  }

  #for(node: ForStatement, next: MutableStep, context: Context): MutableStep {
    const header = this.registered('loop', node, [node.target]);
    connect(header, this.sequence(node.body, header, this.#loopContext(next, header, context)), 'true');
    connect(header, this.sequence(node.otherwise, next, context), 'false');
    this.interrupted(header, node.isAsync ? WAITING : ERROR, context);
    const iterate = this.registered('iterate', node.iterable, [node.iterable]);
    connect(iterate, header, 'normal');
    return this.interrupted(iterate, interruptionsIn([node.iterable]), context);
  }

  #while(node: WhileStatement, next: MutableStep, context: Context): MutableStep {
    const header = this.registered('loop', node, present(node.test));
    let again = header;
    if (node.update) {
      again = this.registered('statement', node.update, [node.update]);
      connect(again, header, 'normal');
      this.interrupted(again, interruptionsIn([node.update]), context);
    }
    const body = this.sequence(node.body, again, this.#loopContext(next, again, context));
    const truth = node.test ? constantTruth(node.test) : true;
    if (truth !== false) connect(header, body, 'true');
    if (truth !== true) connect(header, this.sequence(node.otherwise, next, context), 'false');
    this.interrupted(header, interruptionsIn(header.evaluated), context);
    return this.sequence(node.initialisers, node.form === 'do' ? body : header, context);
  }

  #class(node: ClassStatement, next: MutableStep, context: Context): MutableStep {
    const { cls } = node;
    const define = this.registered('define', node, []);
    connect(define, next, 'normal');
    const body = this.sequence(cls.body, define, context);
    const evaluated = [...cls.decorators, ...cls.bases, ...cls.keywords.values()];
    const header = this.registered('statement', node, evaluated);
    connect(header, body, 'normal');
    return this.interrupted(header, interruptionsIn(evaluated), context);
  }

  #match(node: MatchStatement, next: MutableStep, context: Context): MutableStep {
    let otherwise = next;
    for (const matchCase of [...node.cases].reverse()) {
      const body = this.sequence(matchCase.body, next, context);
      const { guard } = matchCase;
      const matched = guard ? this.#branch(guard, guard, body, otherwise, context) : body;
      otherwise = this.#case(matchCase, matched, otherwise, context);
    }
    return this.#subject(node, otherwise, context);
  }

  /** Tests in order, `default` last wherever it stands; a body goes on into the next one. */
  #switch(node: MatchStatement, next: MutableStep, context: Context): MutableStep {
    const inside: Context = { ...context, leave: (way) => (way === 'break ' ? next : context.leave(way)) };
    const bodies = new Map<MatchCase, MutableStep>();
    let following = next;
    for (const matchCase of [...node.cases].reverse()) {
      following = this.sequence(matchCase.body, following, inside);
      bodies.set(matchCase, following);
    }
    let otherwise = next;
    const tested = node.cases.filter((matchCase) => !matchCase.isDefault);
    for (const matchCase of [...tested, ...node.cases.filter((each) => each.isDefault)].reverse()) {
      otherwise = this.#case(matchCase, bodies.get(matchCase) ?? next, otherwise, context);
    }
    return this.#subject(node, otherwise, context);
  }

  #case(matchCase: MatchCase, matched: MutableStep, otherwise: MutableStep, context: Context): MutableStep {
    const step = this.registered('case', matchCase, matchCase.tests);
    connect(step, matched, 'true');
    if (!matchCase.isDefault) connect(step, otherwise, 'false');
    return this.interrupted(step, interruptionsIn(matchCase.tests), context);
  }

  #subject(node: MatchStatement, next: MutableStep, context: Context): MutableStep {
    const step = this.registered('statement', node, [node.subject]);
    connect(step, next, 'normal');
    return this.interrupted(step, interruptionsIn([node.subject]), context);
  }

  interrupted(step: MutableStep, what: Interruptions, context: Context): MutableStep {
    const error = what.error ? context.leave('error') : what.rare ? context.leave('rare') : undefined;
    if (error) connect(step, error, 'exception');
    if (what.cancellation && this.#hasCancellation) connect(step, this.left('cancellation', context), 'cancellation');
    return step;
  }

  left(way: Way, context: Context): MutableStep {
    return context.leave(way) ?? this.#raiseExit;
  }

  registered(kind: StepKind, node: Node, evaluated: readonly Expression[]): MutableStep {
    const step = this.step(kind, node, evaluated);
    for (const key of new Set([node, ...evaluated])) {
      const steps = this.#byNode.get(key);
      if (steps) steps.push(step);
      else this.#byNode.set(key, [step]);
    }
    return step;
  }

  step(kind: StepKind, node: Node, evaluated: readonly Expression[] = []): MutableStep {
    const step = new MutableStep(kind, node, evaluated);
    this.#steps.push(step);
    return step;
  }
}
