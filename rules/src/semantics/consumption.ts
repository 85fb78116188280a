/**
 * What becomes of a value: dropped, used as if it were its result, or handed on (awaited, returned, stored, passed to
 * somebody who may await it). The base of `missing-await` and `dangling-task`.
 *
 * One consuming path is enough: this never claims that a value is lost unless no use of it, through local aliases and
 * local containers, can consume it.
 */
import {
  cfgOf, functionOf, mentionsOf, resolveName, textOf,
  type Argument, type AssignmentExpression, type AssignmentStatement, type Expression, type FunctionModel, type MemberExpression, type NameExpression, type Parameter, type Variable,
} from '../model/index.js';
import { reachingBindings } from '../model/flow.js';
import { returnsResults, takesResults } from './awaited-twins.js';
import { castTo, isFailure, isOfDefinition, isPlainTest, isTaskForAnybody, knowsAwaitables, takesNone } from './certain-misuse.js';
import { CONSUMED, misused, type Fate, type FateQuestion, type MisuseAt } from './fate.js';
import { isInevitable } from './inevitable-uses.js';
import { ADDING, isAddedInto, isEmptyContainer, isStored, leavesElements } from './local-containers.js';
import { addsMember } from './promise-handling.js';
import { isAwaitedChoice, isAwaitedClose, isFormatting, isJoin, pairedTarget, readsFrameLocals, unaryFate } from './value-places.js';
import { elementUse, onlyLooks, takerOf } from './value-takers.js';
import { isVainlyTried } from './vain-try.js';
import { wrongUse } from './wrong-use.js';

export type { Fate, FateQuestion, MisuseAt, Nature } from './fate.js';
export type { Misuse } from './value-takers.js';

const LONGEST_ALIAS_CHAIN = 8;

/** What becomes of the value of `expression`. */
export function fateOf(expression: Expression, question: FateQuestion): Fate {
  return new FateFinder(question, expression).of(expression, 0);
}

/** What becomes of the values that the elements of a container (or of an iterator over them) are. */
export function elementFateOf(container: Expression, question: FateQuestion): Fate {
  return new FateFinder(question, container).ofElements(container);
}

class FateFinder {
  readonly #seen = new Set<Variable>();
  /** Some use on the way, be it of another name for the value, knows that it is awaitable. */
  #isKnown = false;

  /** `subject`: the expression that makes the value. */
  constructor(readonly question: FateQuestion, readonly subject: Expression) {}

  of(value: Expression, depth: number): Fate {
    const parent = value.parent;
    if (!parent || depth > LONGEST_ALIAS_CHAIN * 4) return CONSUMED;
    switch (parent.kind) {
      case 'expression-statement': return { fate: 'dropped', at: value };
      case 'return': return this.#returned(value, depth);
      case 'template': return misused('text', value);
      case 'if': case 'while': case 'assert': return 'test' in parent && parent.test === value ? misused('condition', value) : { fate: 'dropped', at: value };
      case 'match-case': return parent.guard === value ? misused('condition', value) : misused('comparison', value);
      case 'match': return misused('comparison', value);
      case 'conditional': return parent.test === value ? misused('condition', value) : this.of(parent, depth + 1);
      case 'logical':
        if (parent.operator === 'nullish' || parent.operands.at(-1) === value || isAwaitedChoice(parent)) return this.of(parent, depth + 1);
        return misused('condition', value);
      case 'unary': return unaryFate(parent.operator, value);
      case 'compare': return misused('comparison', value);
      case 'binary': return isFormatting(parent, value) ? misused('text', value) : misused('arithmetic', value);
      case 'index':
        if (parent.object === value) return misused('index', value);
        return isStored(parent) ? CONSUMED : misused('key', value);
      case 'member': return this.#isOwnMember(value, parent) ? CONSUMED : misused('member', value, parent.name);
      // What `async for` does with a coroutine is `sync-protocol`'s.
      case 'for': return parent.iterable === value && (!parent.isAsync || this.question.nature === 'awaitable') ? misused('iteration', value) : CONSUMED;
      case 'yield': return this.#yielded(value, parent.delegates);
      case 'comprehension-clause':
        if (parent.iterable === value) return parent.isAsync ? CONSUMED : misused('iteration', value);
        return parent.conditions.includes(value) ? misused('condition', value) : CONSUMED;
      case 'spread': return parent.parent?.kind === 'sequence' && parent.parent.parent?.kind !== 'assignment' ? misused('iteration', value) : CONSUMED;
      case 'argument': return this.#argument(parent, value, depth);
      case 'call': return this.question.nature !== undefined && parent.callee === value ? misused('call', value) : CONSUMED;
      case 'raise': return this.question.nature !== undefined && parent.value === value ? misused('raise', value) : CONSUMED;
      case 'assignment': case 'assignment-expression': return this.#assigned(parent, value, depth);
      case 'sequence': {
        const target = pairedTarget(parent, value);
        return target ? this.#boundTo(target, depth) : this.#elements(parent, depth + 1);
      }
      case 'comprehension':
        return parent.element === value || parent.value === value ? this.#elements(parent, depth + 1) : CONSUMED;
      case 'mapping-entry':
        return parent.value === value && parent.parent?.kind === 'mapping' ? this.#elements(parent.parent, depth + 1) : CONSUMED;
      case 'opaque': return parent.what === 'type-assertion' ? this.of(parent, depth + 1) : CONSUMED;
      default: return CONSUMED;
    }
  }

  ofElements(container: Expression): Fate {
    return this.#elements(container, 0);
  }

  #isOwnMember(value: Expression, member: MemberExpression): boolean {
    const { nature, ownMembers, semantics } = this.question;
    if (ownMembers.has(member.name)) return nature !== 'coroutine' || !isAwaitedClose(member);
    return semantics.hasMember?.(value, member.name) === true || (semantics.language === 'typescript' && addsMember(this.subject, member, semantics));
  }

  /** Declared is what the generator, or the context manager that is made of it, gives. */
  #yielded(value: Expression, delegates: boolean): Fate {
    const { nature, semantics } = this.question;
    return nature === 'coroutine' && !delegates && this.#origin() === 'made' && semantics.yieldTakesCoroutine?.(functionOf(value)) === 'no' ? misused('yield', value) : CONSUMED;
  }

  #returned(value: Expression, depth: number): Fate {
    const fn = functionOf(value);
    // A plain function may return an awaitable to whoever awaits it; an async one wraps it into a second one.
    if (!fn.isAsync || fn.unit.module.language === 'typescript') return CONSUMED;
    const { nature, semantics } = this.question;
    if (isTaskForAnybody(fn, this.subject, semantics)) return CONSUMED;
    const declared = semantics.annotationAwaitable(fn.returns, fn);
    if (declared === 'no' || (fn.returns && takesNone({ name: fn.name, annotation: fn.returns, at: fn }, this.question, this.#origin()))) return misused('result', value);
    if (declared === 'yes' || nature !== 'coroutine') return CONSUMED;
    if (value === this.subject && isVainlyTried(value, semantics)) return misused('guarded', value);
    const isBesideResults = this.#origin() === 'made' && returnsResults(fn, value, semantics);
    return isBesideResults || this.#isResultForAll(fn, depth) ? misused('return', value, fn.name) : CONSUMED;
  }

  /** See `annotationTakesCoroutine`. */
  #origin(): 'given' | 'made' {
    return isOfDefinition(this.subject, this.question.semantics) ? 'made' : 'given';
  }

  /** Do all callers of a coroutine function treat what they await as a plain value? */
  #isResultForAll(fn: FunctionModel, depth: number): boolean {
    if (fn.form !== 'function' || depth > LONGEST_ALIAS_CHAIN) return false;
    const callers = this.question.semantics.callersInModule(fn);
    return callers.length > 0 && callers.every(({ parent }) => (
      parent?.kind === 'await' && new FateFinder(this.question, this.subject).of(parent, depth + LONGEST_ALIAS_CHAIN / 2).fate !== 'consumed'
    ));
  }

  #argument(argument: Argument, value: Expression, depth: number): Fate {
    const call = argument.parent;
    if (call?.kind !== 'call') return CONSUMED;
    if (argument.spread !== 'none') return argument.spread === 'items' ? misused('iteration', value) : CONSUMED;
    const { semantics } = this.question;
    const taker = takerOf(call, argument, semantics);
    if (taker) return { fate: 'misused', misuse: taker.misuse, expression: value, detail: taker.name };
    // `type(f())` is written to show what a call gives; a local that is only looked at was meant to be used.
    if (value.kind === 'name' && onlyLooks(call, semantics)) return { fate: 'dropped', at: value };
    if (call.callee.kind === 'member' && ADDING.has(call.callee.name) && call.callee.object.kind === 'name') {
      return this.#addedTo(call.callee.object, depth);
    }
    if (this.question.nature !== undefined && call.arguments[0] === argument && isPlainTest(call, this.subject, semantics)) return misused('comparison', value);
    const type = this.question.nature === 'coroutine' && this.#origin() === 'made' && castTo(call, argument, semantics);
    if (type) return takesNone({ name: textOf(type), annotation: type, at: functionOf(call) }, this.question, 'made') ? misused('argument', value, textOf(type)) : this.of(call, depth + 1);
    const declared = this.question.nature && semantics.declarationFor?.(call, argument);
    if (declared) return takesNone(declared, this.question) ? misused('argument', value, declared.name) : CONSUMED;
    const parameter = semantics.parameterFor(call, argument);
    if (!parameter) return CONSUMED;
    const { annotation, name = '' } = parameter;
    if (!annotation) return this.#isNeededPlain(parameter, depth) ? misused('argument', value, name) : CONSUMED;
    return takesNone({ name, annotation, at: functionOf(parameter) }, this.question) ? misused('argument', value, name) : CONSUMED;
  }

  /** A parameter without an annotation whose function fails with anything awaitable, on every way through. */
  #isNeededPlain(parameter: Parameter, depth: number): boolean {
    const { nature, semantics } = this.question;
    if (nature === undefined || depth > LONGEST_ALIAS_CHAIN || parameter.form.startsWith('rest') || parameter.target.kind !== 'name') return false;
    const variable = resolveName(parameter.target);
    if (!variable || variable.escapesFunction || this.#seen.has(variable)) return false;
    this.#seen.add(variable);
    const failing: Expression[] = [];
    for (const read of mentionsOf(variable)) {
      const reaching = read === parameter.target ? [] : reachingBindings(read) ?? [];
      if (!reaching.some((binding) => binding.node === parameter)) continue;
      if (knowsAwaitables(read, semantics)) return false;
      const fate = this.of(read, depth + LONGEST_ALIAS_CHAIN / 2);
      if (fate.fate === 'misused' && isFailure(fate, nature)) failing.push(read);
    }
    this.#seen.delete(variable);
    return isInevitable(cfgOf(functionOf(parameter)).entry, variable, failing);
  }

  #assigned(assignment: AssignmentStatement | AssignmentExpression, value: Expression, depth: number): Fate {
    if (assignment.operator !== undefined) return CONSUMED;
    if (assignment.kind === 'assignment-expression') {
      const outer = this.of(assignment, depth + 1);
      if (outer.fate === 'consumed' || assignment.target.kind !== 'name') return CONSUMED;
      const held = this.#held(assignment.target, depth, 'value');
      return held.fate === 'consumed' || outer.fate === 'dropped' ? held : outer;
    }
    if (assignment.value !== value) return CONSUMED;
    const fates = assignment.targets.map((target) => this.#boundTo(target, depth, value));
    return fates.find((fate) => fate.fate === 'consumed') ?? fates[0] ?? CONSUMED;
  }

  #boundTo(target: Expression, depth: number, value?: Expression): Fate {
    switch (target.kind) {
      case 'name': return this.#held(target, depth, 'value');
      case 'index': return target.object.kind === 'name' ? this.#addedTo(target.object, depth) : CONSUMED;
      case 'sequence': return misused('iteration', target);
      case 'mapping': {
        const key = target.entries[0]?.key;
        if (key?.kind !== 'literal' || typeof key.value !== 'string') return CONSUMED;
        return value && this.question.semantics.hasMember?.(value, key.value) ? CONSUMED : misused('member', target, key.value);
      }
      default: return CONSUMED;
    }
  }

  /** What becomes of the elements of a list, tuple, set, dict or comprehension: lost when the container is. */
  #elements(container: Expression, depth: number): Fate {
    const { parent } = container;
    if (!parent || depth > LONGEST_ALIAS_CHAIN * 4) return CONSUMED;
    // A generator makes its elements when it is asked for them.
    const isLazy = container.kind === 'comprehension' && container.shape === 'generator';
    switch (parent.kind) {
      case 'expression-statement': case 'if': case 'while': return isLazy ? CONSUMED : { fate: 'dropped', at: container };
      case 'template': return isLazy ? CONSUMED : misused('text', container);
      case 'binary': return !isLazy && isFormatting(parent, container) ? misused('text', container) : CONSUMED;
      case 'assignment': {
        const [target, ...others] = parent.targets;
        if (parent.value !== container || parent.operator !== undefined || others.length > 0 || isLazy) return CONSUMED;
        return target?.kind === 'name' ? this.#held(target, depth, 'container') : CONSUMED;
      }
      case 'argument': return this.#elementsPassed(container, parent, isLazy, depth);
      case 'sequence': return pairedTarget(parent, container) || isLazy ? CONSUMED : this.#elements(parent, depth + 1);
      case 'mapping-entry': return parent.value === container && parent.parent?.kind === 'mapping' && !isLazy ? this.#elements(parent.parent, depth + 1) : CONSUMED;
      case 'index': return parent.object === container && !isStored(parent) && parent.index.kind !== 'opaque' ? this.of(parent, depth + 1) : CONSUMED;
      case 'for': return parent.iterable === container && !parent.isAsync && parent.over === 'values' && parent.target.kind === 'name'
        ? this.#held(parent.target, depth, 'value') : CONSUMED;
      case 'comprehension-clause': return parent.iterable === container && !parent.isAsync && parent.target.kind === 'name'
        ? this.#held(parent.target, depth, 'value') : CONSUMED;
      case 'member': return leavesElements(parent) ? { fate: 'dropped', at: container } : CONSUMED;
      default: return CONSUMED;
    }
  }

  #elementsPassed(container: Expression, argument: Argument, isLazy: boolean, depth: number): Fate {
    const call = argument.parent;
    if (call?.kind !== 'call') return CONSUMED;
    const { semantics } = this.question;
    if (argument.spread === 'items') {
      const taker = takerOf(call, argument, semantics);
      return taker ? { fate: 'misused', misuse: taker.misuse, expression: container, detail: taker.name } : CONSUMED;
    }
    const use = elementUse(call, semantics);
    if (use?.use === 'same') return this.#elements(call, depth + 1);
    if (use?.use === 'misuse') return isLazy && use.misuse === 'text' && !isJoin(call.callee) ? CONSUMED : misused(use.misuse, container);
    return use && !isLazy ? { fate: 'dropped', at: container } : CONSUMED;
  }

  /** `xs.append(value)`, `xs[k] = value`: lost when `xs` is a local that was made here and whose elements nobody takes. */
  #addedTo(container: NameExpression, depth: number): Fate {
    const variable = resolveName(container);
    const fate = variable?.bindings.every(isEmptyContainer) ? this.#held(container, depth, 'container') : CONSUMED;
    const { nature, semantics } = this.question;
    if (fate.fate !== 'consumed' || nature !== 'coroutine' || !variable || variable.owner !== functionOf(container) || this.#origin() === 'given') return fate;
    return takesResults(variable, semantics) ? misused('mixed', this.subject, variable.name) : CONSUMED;
  }

  /** The value (or a container of it) lives in a local: look at every read that it may reach. */
  #held(name: NameExpression, depth: number, use: 'value' | 'container'): Fate {
    const variable = resolveName(name);
    const fn = functionOf(name);
    const { nature, semantics } = this.question;
    if (!variable || (variable.owner !== fn && variable.owner.kind !== 'comprehension') || this.#seen.has(variable)) return CONSUMED;
    if (variable.escapesFunction && (nature === undefined || use === 'container')) return CONSUMED;
    // Module variables can be read from anywhere; a class variable is an attribute.
    if (fn.form === 'module' || depth > LONGEST_ALIAS_CHAIN || readsFrameLocals(fn)) return CONSUMED;
    // `xs += […]` gives the same elements to the reads below it.
    const isAugmented = variable.bindings.some(({ node }) => (node.kind === 'assignment' || node.kind === 'assignment-expression') && node.operator !== undefined);
    if (isAugmented && use === 'value') return CONSUMED;
    this.#seen.add(variable);
    const misuses: MisuseAt[] = [];
    const handedOn: NameExpression[] = [];
    /** Uses that have this value and no other. */
    const sole: MisuseAt[] = [];
    const bindings = new Set(variable.bindings.map((binding) => binding.name));
    // `x = f() if isAsync else g()`: later code may know which it was.
    const isDirect = name.parent?.kind !== 'assignment' || (name.parent.value?.kind !== 'conditional' && name.parent.value?.kind !== 'logical');
    const isTraceable = bindings.has(name) && !isAugmented;
    for (const read of mentionsOf(variable)) {
      if (bindings.has(read) || isAddedInto(read)) continue;
      const reaching = isTraceable ? reachingBindings(read) : undefined;
      if (reaching && !reaching.some((binding) => binding.name === name)) continue;
      const fate = use === 'container' ? this.#elements(read, depth + 1) : this.of(read, depth + 1);
      if (fate.fate === 'consumed') {
        this.#isKnown ||= knowsAwaitables(read, semantics);
        if (this.question.failures === undefined || use === 'container' || this.#isKnown) return CONSUMED;
        handedOn.push(read);
      } else if (fate.fate === 'misused') {
        misuses.push(fate);
        if (reaching?.length === 1) sole.push(fate);
      } else if (fate.fate === 'kept-unused') misuses.push(...fate.misuses);
    }
    this.#seen.delete(variable);
    if (handedOn.length > 0) {
      const wrong = wrongUse({ variable, name, handedOn, misuses, sole: isDirect ? sole : [] }, this.question, this.subject);
      return wrong ? { fate: 'misused', ...wrong } : CONSUMED;
    }
    return { fate: 'kept-unused', variable, misuses };
  }
}
