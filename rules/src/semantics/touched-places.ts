/** What part of the program's state an expression denotes, as far as two concurrent calls could meet there. */
import {
  functionOf, moduleOf, resolveName, type CallExpression, type Expression, type FunctionModel, type NameExpression, type Node, type Parameter, type Variable,
} from '../model/index.js';
import type { Semantics } from './semantics.js';

export type Root =
  /** A parameter of the function at hand: replaced by the argument where the function is called. */
  | { readonly kind: 'parameter'; readonly parameter: Parameter }
  /** A module variable or a variable of an enclosing function. */
  | { readonly kind: 'shared'; readonly key: string }
  /** An object made in the function at hand: nobody else has it. `name` is the variable that holds it. */
  | { readonly kind: 'fresh'; readonly name: string }
  /** Functions, classes, modules, literals: nothing to meet at. */
  | { readonly kind: 'constant' }
  /** Anything. */
  | { readonly kind: 'unknown' };

/** `root.a.b`; `[]` in the path is what a container holds. */
export interface TouchedPlace {
  readonly root: Root;
  readonly path: readonly string[];
}

export const UNKNOWN_PLACE: TouchedPlace = { root: { kind: 'unknown' }, path: [] };
export const CONSTANT_PLACE: TouchedPlace = { root: { kind: 'constant' }, path: [] };
const ALIAS_STEPS = 8;

/** The place an expression denotes, local aliases followed. */
export function placeTouched(expression: Expression, semantics: Semantics, steps = ALIAS_STEPS): TouchedPlace {
  if (steps === 0) return UNKNOWN_PLACE;
  switch (expression.kind) {
    case 'name': return placeOfName(expression, semantics, steps);
    case 'member': {
      if (semantics.libraryName(expression) !== undefined && semantics.classNames(expression).length === 0) return CONSTANT_PLACE;
      return below(placeTouched(expression.object, semantics, steps), expression.name);
    }
    case 'index': return below(placeTouched(expression.object, semantics, steps), '[]');
    case 'await': return placeTouched(expression.value, semantics, steps);
    case 'call': return placeOfResult(expression, semantics);
    case 'conditional': return either([expression.then, expression.otherwise], semantics, steps);
    case 'logical': return either(expression.operands, semantics, steps);
    case 'assignment-expression': return placeTouched(expression.value, semantics, steps);
    case 'literal': case 'function-expression': case 'class-expression': return CONSTANT_PLACE;
    // Containers and operators make new objects; what is put into them keeps its own place.
    case 'sequence': case 'mapping': case 'comprehension': case 'template': case 'binary': case 'compare': case 'unary': return made('');
    case 'spread': case 'yield': case 'opaque': return UNKNOWN_PLACE;
  }
}

export function below(place: TouchedPlace, ...names: readonly string[]): TouchedPlace {
  if (place.root.kind === 'constant' || place.root.kind === 'unknown') return place;
  return { root: place.root, path: [...place.path, ...names] };
}

/** A stable name of a place for comparison and explanation: `self.conn`, `service.py:CACHE[]`, `new conn`. */
export function textOfPlace({ root, path }: TouchedPlace): string {
  const tail = path.map((part) => (part === '[]' ? part : `.${part}`)).join('');
  switch (root.kind) {
    case 'parameter': return (root.parameter.name ?? '?') + tail;
    case 'shared': return root.key + tail;
    case 'fresh': return `new ${root.name}${tail}`;
    case 'constant': return '';
    case 'unknown': return '*';
  }
}

function made(name: string): TouchedPlace {
  return { root: { kind: 'fresh', name }, path: [] };
}

/** A library's result is new unless its class says otherwise; what project code returns may be anything it knows. */
function placeOfResult(call: CallExpression, semantics: Semantics): TouchedPlace {
  const { functions, library, constructs, complete } = semantics.targets(call);
  if (constructs) return made('');
  return complete && functions.length === 0 && library.length > 0 ? made('') : UNKNOWN_PLACE;
}

function either(choices: readonly Expression[], semantics: Semantics, steps: number): TouchedPlace {
  const places = choices.map((choice) => placeTouched(choice, semantics, steps - 1)).filter(({ root }) => root.kind !== 'constant');
  const [first] = places;
  if (!first) return CONSTANT_PLACE;
  return places.every((place) => textOfPlace(place) === textOfPlace(first)) ? first : UNKNOWN_PLACE;
}

function placeOfName(name: NameExpression, semantics: Semantics, steps: number): TouchedPlace {
  const variable = resolveName(name);
  if (!variable) return CONSTANT_PLACE;
  const { bindings } = variable;
  if (bindings.every((binding) => binding.kind === 'function' || binding.kind === 'class')) return CONSTANT_PLACE;
  if (isShared(variable, name)) return sharedPlace(variable, name);
  const [only] = bindings;
  if (bindings.length > 1 || !only) return freshInAll(variable, semantics, steps) ? made(variable.name) : UNKNOWN_PLACE;
  if (only.kind === 'import') return CONSTANT_PLACE;
  if (only.kind === 'parameter') return { root: { kind: 'parameter', parameter: only.node }, path: [] };
  if (only.kind !== 'target') return UNKNOWN_PLACE;
  return named(placeOfBinding(only.node, only.name, semantics, steps - 1), variable.name);
}

/** Does assigning to this name change something that other calls see, rather than bind a local? */
export function isSharedName(name: NameExpression): boolean {
  const variable = resolveName(name);
  return variable !== undefined && isShared(variable, name);
}

/** Variables of a module or of an enclosing function are seen by several calls. */
function isShared(variable: Variable, name: NameExpression): boolean {
  const { owner } = variable;
  if (owner.kind === 'comprehension') return false;
  return owner.kind === 'class' || owner.form === 'module' || owner !== functionOf(name);
}

function sharedPlace(variable: Variable, name: NameExpression): TouchedPlace {
  const { owner } = variable;
  if (variable.bindings.every((binding) => binding.kind === 'import')) {
    return { root: { kind: 'shared', key: variable.name }, path: [] };
  }
  const scope = owner.kind === 'function' && owner.form === 'function' ? `${owner.qualifiedName}.` : '';
  const file = moduleOf(name).path;
  return { root: { kind: 'shared', key: `${file.slice(file.lastIndexOf('/') + 1)}:${scope}${variable.name}` }, path: [] };
}

function freshInAll(variable: Variable, semantics: Semantics, steps: number): boolean {
  return variable.bindings.every((binding) => {
    if (binding.kind !== 'target') return false;
    const { kind } = placeOfBinding(binding.node, binding.name, semantics, steps - 1).root;
    return kind === 'fresh' || kind === 'constant';
  });
}

/** What a variable stands for that gets its value at `node`. */
function placeOfBinding(node: Node, name: NameExpression, semantics: Semantics, steps: number): TouchedPlace {
  if (steps <= 0) return UNKNOWN_PLACE;
  switch (node.kind) {
    case 'assignment': {
      if (!node.value || node.operator !== undefined) return node.value ? made('') : CONSTANT_PLACE;
      const value = placeTouched(node.value, semantics, steps);
      return node.targets.includes(name) ? value : below(value, '[]');
    }
    case 'assignment-expression': return placeTouched(node.value, semantics, steps);
    case 'for': case 'comprehension-clause': return below(placeTouched(node.iterable, semantics, steps), '[]');
    case 'with-item': {
      const context = placeTouched(node.context, semantics, steps);
      return node.target === name ? context : UNKNOWN_PLACE;
    }
    // The exception is made by whoever raises it.
    case 'handler': return made('');
    default: return UNKNOWN_PLACE;
  }
}

function named(place: TouchedPlace, name: string): TouchedPlace {
  return place.root.kind === 'fresh' && place.root.name === '' ? { root: { kind: 'fresh', name }, path: place.path } : place;
}

/** The parameter that stands for the receiver of a method. */
export function receiverParameter(fn: FunctionModel): Parameter | undefined {
  if (fn.unit.module.language !== 'python') return undefined;
  return fn.owner && fn.method !== 'static' && fn.method !== 'none' ? fn.parameters[0] : undefined;
}
