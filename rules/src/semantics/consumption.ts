/**
 * What becomes of a value: dropped, used as if it were its result, or handed on (awaited, returned, stored, passed to
 * somebody who may await it). The base of `missing-await` and `dangling-task`.
 *
 * One consuming path is enough: this never claims that a value is lost unless no use of it, through local aliases and
 * local containers, can consume it.
 */
import {
  functionOf, lookup, mentionsOf, resolveName,
  type Argument, type AssignmentExpression, type AssignmentStatement, type Expression, type NameExpression, type Node, type Variable,
} from '../model/index.js';
import { reachingBindings } from '../model/flow.js';
import type { Semantics } from './semantics.js';

/** How a value is used although it is not what the code takes it for. */
export type Misuse =
  | 'text' | 'condition' | 'comparison' | 'arithmetic' | 'index' | 'iteration' | 'member' | 'argument' | 'result';

export type Fate =
  | { readonly fate: 'consumed' }
  | { readonly fate: 'dropped'; readonly at: Node }
  /** Bound to a local that nothing reads (`reads` empty) or whose reads do not consume it. */
  | { readonly fate: 'kept-unused'; readonly variable: Variable; readonly misuses: readonly MisuseAt[] }
  | ({ readonly fate: 'misused' } & MisuseAt);

export interface MisuseAt {
  readonly misuse: Misuse;
  /** The expression whose value is misused (the call itself or a read of the local that holds it). */
  readonly expression: Expression;
  /** For `member`: the member's name; for `argument`: the callee's name. */
  readonly detail: string;
}

export interface FateQuestion {
  readonly semantics: Semantics;
  /** Members of the value that are legitimate to touch without awaiting (`close` of a coroutine, `then` of a promise). */
  readonly ownMembers: ReadonlySet<string>;
}

const CONSUMED: Fate = { fate: 'consumed' };
const LONGEST_ALIAS_CHAIN = 8;

/** What becomes of the value of `expression`. */
export function fateOf(expression: Expression, question: FateQuestion): Fate {
  return new FateFinder(question).of(expression, 0);
}

class FateFinder {
  readonly #seen = new Set<Variable>();

  constructor(readonly question: FateQuestion) {}

  of(value: Expression, depth: number): Fate {
    const parent = value.parent;
    if (!parent || depth > LONGEST_ALIAS_CHAIN * 4) return CONSUMED;
    switch (parent.kind) {
      case 'expression-statement': return { fate: 'dropped', at: value };
      case 'return': return this.#returned(value);
      case 'template': return misused('text', value);
      case 'if': case 'while': case 'assert': return 'test' in parent && parent.test === value ? misused('condition', value) : { fate: 'dropped', at: value };
      case 'conditional': return parent.test === value ? misused('condition', value) : this.of(parent, depth + 1);
      case 'logical':
        if (parent.operator !== 'nullish' && parent.operands.at(-1) !== value) return misused('condition', value);
        return this.of(parent, depth + 1);
      case 'unary': return unaryFate(parent.operator, value);
      case 'compare': return misused('comparison', value);
      case 'binary': return parent.operator === '%' && parent.right === value ? misused('text', value) : misused('arithmetic', value);
      case 'index': return misused('index', value);
      case 'member': return this.question.ownMembers.has(parent.name) ? CONSUMED : misused('member', value, parent.name);
      case 'for': return !parent.isAsync && parent.iterable === value ? misused('iteration', value) : CONSUMED;
      case 'comprehension-clause': return !parent.isAsync && parent.iterable === value ? misused('iteration', value) : CONSUMED;
      case 'argument': return this.#argument(parent, value);
      case 'assignment': case 'assignment-expression': return this.#assigned(parent, value, depth);
      case 'sequence': case 'comprehension': return this.#contained(parent, value, depth);
      default: return CONSUMED;
    }
  }

  #returned(value: Expression): Fate {
    const fn = functionOf(value);
    // A plain function may return an awaitable to whoever awaits it; an async one wraps it into a second one.
    if (!fn.isAsync || fn.unit.module.language === 'typescript') return CONSUMED;
    return this.question.semantics.annotationAwaitable(fn.returns, fn) === 'no' ? misused('result', value) : CONSUMED;
  }

  #argument(argument: Argument, value: Expression): Fate {
    const call = argument.parent;
    if (call?.kind !== 'call' || argument.spread !== 'none') return CONSUMED;
    const taker = valueTaker(call.callee, this.question.semantics);
    if (taker) return { fate: 'misused', misuse: taker.misuse, expression: value, detail: taker.name };
    const parameter = this.question.semantics.parameterFor(call, argument);
    if (!parameter?.annotation) return CONSUMED;
    return this.question.semantics.annotationAwaitable(parameter.annotation, functionOf(parameter)) === 'no'
      ? misused('argument', value, parameter.name ?? '') : CONSUMED;
  }

  #assigned(assignment: AssignmentStatement | AssignmentExpression, value: Expression, depth: number): Fate {
    if (assignment.operator !== undefined) return CONSUMED;
    if (assignment.kind === 'assignment-expression') {
      const outer = this.of(assignment, depth + 1);
      if (outer.fate === 'consumed') return outer;
      return assignment.target.kind === 'name' ? this.#held(assignment.target, depth) : CONSUMED;
    }
    if (assignment.value !== value) return CONSUMED;
    const fates = assignment.targets.map((target) => this.#boundTo(target, depth));
    return fates.find((fate) => fate.fate === 'consumed') ?? fates[0] ?? CONSUMED;
  }

  #boundTo(target: Expression, depth: number): Fate {
    if (target.kind === 'name') return this.#held(target, depth);
    return target.kind === 'sequence' ? misused('iteration', target) : CONSUMED;
  }

  /** A list, tuple or comprehension of awaitables: lost when the container is. */
  #contained(container: Expression & { kind: 'sequence' | 'comprehension' }, value: Expression, depth: number): Fate {
    if (container.kind === 'comprehension') {
      if (container.shape === 'generator' || (container.element !== value && container.value !== value)) return CONSUMED;
      return this.#container(container, depth);
    }
    const target = pairedTarget(container, value);
    if (target) return this.#boundTo(target, depth);
    return this.#container(container, depth);
  }

  #container(container: Expression, depth: number): Fate {
    const parent = container.parent;
    if (parent?.kind === 'expression-statement') return { fate: 'dropped', at: container };
    if (parent?.kind === 'assignment' && parent.operator === undefined && parent.targets.length === 1) {
      const target = parent.targets[0];
      if (target?.kind === 'name') return this.#held(target, depth, 'container');
    }
    return CONSUMED;
  }

  /** The value lives in a local: look at every read that it may reach. */
  #held(name: NameExpression, depth: number, use: 'value' | 'container' = 'value'): Fate {
    const variable = resolveName(name);
    const fn = functionOf(name);
    if (!variable || variable.owner !== fn || variable.escapesFunction || this.#seen.has(variable)) return CONSUMED;
    // Module variables can be read from anywhere; a class variable is an attribute.
    if (fn.form === 'module' || depth > LONGEST_ALIAS_CHAIN) return CONSUMED;
    if (readsFrameLocals(fn)) return CONSUMED;
    this.#seen.add(variable);
    const misuses: MisuseAt[] = [];
    const bindings = new Set(variable.bindings.map((binding) => binding.name));
    for (const read of mentionsOf(variable)) {
      if (bindings.has(read)) continue;
      const reaching = reachingBindings(read);
      if (reaching && !reaching.some((binding) => binding.name === name)) continue;
      if (use === 'container') {
        if (isContainerUse(read)) continue;
        return CONSUMED;
      }
      const fate = this.of(read, depth + 1);
      if (fate.fate === 'consumed') return CONSUMED;
      if (fate.fate === 'misused') misuses.push(fate);
      else if (fate.fate === 'kept-unused') misuses.push(...fate.misuses);
    }
    this.#seen.delete(variable);
    return { fate: 'kept-unused', variable, misuses };
  }
}

/** Uses of a list of awaitables that look at the list, not at its elements: `len(xs)`, `print(xs)`, `if xs`, `xs.append(…)`. */
function isContainerUse(read: NameExpression): boolean {
  const { parent } = read;
  switch (parent?.kind) {
    case 'argument': {
      const call = parent.parent;
      return call?.kind === 'call' && parent.spread === 'none' && call.callee.kind === 'name'
        && ['len', 'print', 'bool'].includes(call.callee.name) && lookup(call.callee.key, call) === undefined;
    }
    case 'member':
      return parent.parent?.kind === 'call' && parent.parent.callee === parent && ['append', 'clear', 'push'].includes(parent.name)
        && parent.parent.parent?.kind === 'expression-statement';
    case 'if': case 'while': return parent.test === read;
    case 'expression-statement': return true;
    default: return false;
  }
}

/** `a, b = f(), g()` binds element by element. */
function pairedTarget(container: Expression & { kind: 'sequence' | 'comprehension' }, value: Expression): Expression | undefined {
  const assignment = container.parent;
  if (container.kind !== 'sequence' || assignment?.kind !== 'assignment' || assignment.value !== container) return undefined;
  const target = assignment.targets.length === 1 ? assignment.targets[0] : undefined;
  if (target?.kind !== 'sequence' || target.items.length !== container.items.length) return undefined;
  if ([...target.items, ...container.items].some((item) => item.kind === 'spread')) return undefined;
  return target.items[container.items.indexOf(value)];
}

function unaryFate(operator: string, value: Expression): Fate {
  switch (operator) {
    case 'not': case '!': return misused('condition', value);
    case '-': case '+': case '~': return misused('arithmetic', value);
    // `void p` is the documented way to say "on purpose".
    default: return CONSUMED;
  }
}

function misused(misuse: Misuse, expression: Expression, detail = ''): Fate {
  return { fate: 'misused', misuse, expression, detail };
}

/** `locals()` and `eval` may read any local. */
function readsFrameLocals(fn: ReturnType<typeof functionOf>): boolean {
  const { text } = fn.unit.module;
  const code = text.slice(fn.unit.base + fn.start, fn.unit.base + fn.end);
  return /\b(?:locals|vars|eval|exec)\(/.test(code);
}

/** Library callables that need a plain value and give nothing back that could be awaited. */
const VALUE_TAKERS: Readonly<Record<string, Misuse>> = {
  print: 'text', str: 'text', repr: 'text', format: 'text', len: 'iteration', list: 'iteration', tuple: 'iteration', set: 'iteration',
  dict: 'iteration', sorted: 'iteration', sum: 'iteration', min: 'iteration', max: 'iteration', enumerate: 'iteration', zip: 'iteration',
  int: 'arithmetic', float: 'arithmetic', bool: 'condition', abs: 'arithmetic', round: 'arithmetic',
  'json.dumps': 'argument', 'json.loads': 'argument', 'json.dump': 'argument',
  'console.log': 'text', 'console.info': 'text', 'console.warn': 'text', 'console.error': 'text', 'console.debug': 'text',
  'JSON.stringify': 'text', String: 'text', Number: 'arithmetic', parseInt: 'text', parseFloat: 'text', Boolean: 'condition',
  'Array.from': 'iteration', 'Object.keys': 'argument', 'Object.entries': 'argument', 'Object.values': 'argument',
};
const LOGGING = /^logging\.(?:Logger\.|LoggerAdapter\.)?(?:debug|info|warning|warn|error|exception|critical|log)$/;

function valueTaker(callee: Expression, semantics: Semantics): { misuse: Misuse; name: string } | undefined {
  if (callee.kind === 'member' && callee.name === 'format' && callee.object.kind === 'literal' && callee.object.type === 'string') {
    return { misuse: 'text', name: 'str.format' };
  }
  const library = semantics.libraryName(callee)?.replace(/^builtins\./, '');
  if (library === undefined) return undefined;
  const misuse = Object.hasOwn(VALUE_TAKERS, library) ? VALUE_TAKERS[library] : LOGGING.test(library) ? 'text' : undefined;
  return misuse && { misuse, name: library };
}
