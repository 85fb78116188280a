/**
 * What a function is given by those who call it, as far as its own tests depend on it: `File(BytesIO(data))` does not take
 * the branch that opens a path. Which parameters those are is found out first, so that a function has few variants.
 */
import { Remembered, visitCode, type Argument, type CallExpression, type Expression, type FunctionModel, type NameExpression, type Parameter } from '../model/index.js';
import { givenValue, subjectsOf, testsIn, unchangedParameter, type GivenArguments } from './decided-tests.js';
import type { Invocation, Semantics } from './semantics.js';

export const NOTHING_GIVEN: GivenArguments = new Map();

/** A set of arguments, and what tells it from others for the function's tests. */
export interface GivenVariant {
  readonly key: string;
  readonly given: GivenArguments;
}

const PLAIN: GivenVariant = { key: '', given: NOTHING_GIVEN };
/** Longer strings are no modes or flags. */
const LONGEST_LITERAL = 30;
/** Parameters of one function that are looked at: each may double the variants. */
const MOST_PARAMETERS = 6;
/** Calls through which a parameter is passed on until somebody tests it. */
const FORWARDS = 3;

/** Answers for one state of the project. */
export class GivenVariants {
  readonly #uses = new Remembered<FunctionModel, Uses>('uses of parameters');
  readonly #deciding = new Remembered<FunctionModel, ReadonlySet<Parameter>[]>('deciding parameters');

  constructor(readonly semantics: Semantics) {}

  /** What `invocation`, in a function that was given `outer`, gives to the parameters of `fn` that matter. */
  variant(invocation: Invocation, fn: FunctionModel, outer: GivenArguments): GivenVariant {
    const call = callOf(invocation);
    if (!call || !this.semantics.givenFor || fn.parameters.length === 0) return PLAIN;
    let key = '';
    let given: Map<Parameter, Expression> | undefined;
    const handed = new Map<Parameter, readonly Argument[]>();
    const written = argumentsOf(call, outer);
    for (const parameter of [...this.#decidingParameters(fn, FORWARDS)].slice(0, MOST_PARAMETERS)) {
      const received = isRest(parameter) ? this.semantics.handedTo?.(call, fn, parameter, written) : undefined;
      if (received) {
        const told = received.map((argument) => this.#told(argument, outer));
        key += `${String(fn.parameters.indexOf(parameter))}*${told.map(([name]) => name).join(',')};`;
        handed.set(parameter, told.map(([, argument]) => argument));
      }
      const argument = this.semantics.givenFor(call, fn, parameter, written);
      const value = argument && givenValue(argument, outer);
      const told = value && this.#keyOf(value);
      if (told === undefined || value === undefined) continue;
      key += `${String(fn.parameters.indexOf(parameter))}=${told};`;
      given = (given ?? new Map<Parameter, Expression>()).set(parameter, value);
    }
    if (handed.size === 0) return given ? { key, given } : PLAIN;
    return { key, given: Object.assign(given ?? new Map<Parameter, Expression>(), { handed }) };
  }

  /** An argument with what it stands for, and what tells it from others. Two that are told alike must decide alike. */
  #told(argument: Argument, outer: GivenArguments): readonly [name: string, argument: Argument] {
    const value = givenValue(argument.value, outer);
    const told = this.#keyOf(value);
    const known = told === undefined ? unknownIn(argument) : value;
    return [`${argument.name ?? ''}=${told ?? '?'}`, { ...argument, value: known }];
  }

  #keyOf(value: Expression): string | undefined {
    if (value.kind === 'literal' && value.value !== undefined && String(value.value).length <= LONGEST_LITERAL) return `${value.type} ${String(value.value)}`;
    return this.semantics.knownValue?.(value)?.key;
  }

  /** Those of the function's parameters whose value decides what it, or somebody it passes them on to, runs. */
  #decidingParameters(fn: FunctionModel, forwards: number): ReadonlySet<Parameter> {
    const uses = this.#usesIn(fn);
    if (uses.forwarding.length === 0 || forwards === 0) return uses.tested;
    const byForwards = this.#deciding.get(fn) ?? this.#deciding.set(fn, []);
    let deciding = byForwards[forwards];
    if (!deciding) byForwards[forwards] = deciding = this.#withForwarded(fn, uses, forwards - 1);
    return deciding;
  }

  #withForwarded(fn: FunctionModel, { tested, forwarding }: Uses, forwards: number): ReadonlySet<Parameter> {
    const found = new Set(tested);
    for (const { call, argument } of forwarding) {
      const parameter = unchangedParameter(argument);
      if (parameter?.parent !== fn || found.has(parameter)) continue;
      if (isRest(parameter) ? this.#decidesAnything(call, forwards) : this.#isDecidedBy(call, argument, forwards)) found.add(parameter);
    }
    return found;
  }

  #isDecidedBy(call: CallExpression, argument: Expression, forwards: number): boolean {
    const { library, functions } = this.semantics.targets(call);
    if (library.some(({ facts }) => (facts.unless ?? facts.unlessInMemory) !== undefined || facts.needsArgument === true)) return true;
    return functions.some((fn) => !fn.isAsync && [...this.#decidingParameters(fn, forwards)].some((parameter) => this.semantics.givenFor?.(call, fn, parameter) === argument));
  }

  #decidesAnything(call: CallExpression, forwards: number): boolean {
    return this.semantics.targets(call).functions.some((fn) => !fn.isAsync && this.#decidingParameters(fn, forwards).size > 0);
  }

  #usesIn(fn: FunctionModel): Uses {
    let uses = this.#uses.get(fn);
    if (!uses) this.#uses.set(fn, (uses = usesIn(fn)));
    return uses;
  }
}

interface Uses {
  readonly tested: ReadonlySet<Parameter>;
  /** Where a parameter is handed on as it is. */
  readonly forwarding: readonly { readonly call: CallExpression; readonly argument: NameExpression }[];
}

function usesIn(fn: FunctionModel): Uses {
  const tested = new Set<Parameter>();
  const forwarding: { call: CallExpression; argument: NameExpression }[] = [];
  const names = new Set(fn.parameters.slice(fn.owner && fn.method !== 'static' ? 1 : 0).map(({ name }) => name));
  if (names.size === 0) return { tested, forwarding };
  const keywords = fn.parameters.find(({ form }) => form === 'rest-keywords')?.name;
  let isChanged = false;
  visitCode(fn, (node) => {
    for (const test of testsIn(node)) {
      for (const subject of subjectsOf(test)) {
        const parameter = names.has(subject.name) ? unchangedParameter(subject) : undefined;
        if (parameter?.parent === fn) tested.add(parameter);
      }
    }
    // `options.setdefault(…)`: what is handed on later may be something else.
    if (node.kind === 'name' && node.name === keywords && (node.parent?.kind !== 'argument' || node.parent.spread !== 'mapping')) isChanged = true;
    if (node.kind !== 'call') return;
    for (const { value } of node.arguments) if (value.kind === 'name' && names.has(value.name)) forwarding.push({ call: node, argument: value });
  });
  return { tested, forwarding: isChanged ? forwarding.filter(({ argument }) => argument.name !== keywords) : forwarding };
}

/** The arguments of a call, with those that `*args` and `**kwargs` of the function around it stand for. */
function argumentsOf(call: CallExpression, { handed }: GivenArguments): readonly Argument[] {
  if (!handed) return call.arguments;
  return call.arguments.flatMap((argument) => {
    const parameter = argument.spread !== 'none' && argument.value.kind === 'name' ? unchangedParameter(argument.value) : undefined;
    return (parameter && handed.get(parameter)) ?? [argument];
  });
}

function isRest({ form }: Parameter): boolean {
  return form === 'rest' || form === 'rest-keywords';
}

/** Stands where an argument is of which nothing is known. */
function unknownIn(argument: Argument): Expression {
  return { kind: 'opaque', what: 'other', start: argument.start, end: argument.end, parent: argument, unit: argument.unit, answers: undefined, children: [] };
}

/** The call that hands the arguments over: of a `with` or loop the one that made what is entered or stepped. */
function callOf({ node }: Invocation): CallExpression | undefined {
  switch (node.kind) {
    case 'call': return node;
    case 'with-item': return node.context.kind === 'call' ? node.context : undefined;
    case 'for': case 'comprehension-clause': return node.iterable.kind === 'call' ? node.iterable : undefined;
    default: return undefined;
  }
}
