/** Expressions → the places they may denote: local aliases, arguments, and what project functions hand back are followed. */
import {
  Remembered, functionOf, moduleOf, resolveName, visitCode,
  type Binding, type CallExpression, type Expression, type FunctionModel, type NameExpression, type Node, type Parameter, type Variable, type WithItem,
} from '../model/index.js';
import { libraryResult } from './library-results.js';
import type { Semantics, Targets } from './semantics.js';
import { ANYWHERE, NOWHERE, THIS, joined, named, newObject, partsOf, type Places, type TouchedPlace } from './touched-places.js';

/** Variables and functions on the way to an answer; beyond, it is anything. */
const DEPTH = 40;

/** Answers for one state of the project. */
export class ExpressionPlaces {
  readonly #known: Remembered<Expression | FunctionModel | Variable, Places>;
  readonly #open = new Set<FunctionModel | Variable>();
  /** How often the depth was not enough: what rests on that is not remembered. */
  #limited = 0;

  /** `kind`: whom the places are for. */
  constructor(readonly semantics: Semantics, kind: string) {
    this.#known = new Remembered<Expression | FunctionModel | Variable, Places>(kind);
  }

  /** What an expression may denote. */
  of(expression: Expression): Places {
    return this.#once(expression, () => this.#of(expression));
  }

  #once(key: Expression | FunctionModel | Variable, find: () => Places): Places {
    const known = this.#known.get(key);
    if (known) return known;
    const before = this.#limited;
    const found = find();
    // What rests on a variable that is being looked at holds only there.
    if (this.#limited === before && !found.some(({ root }) => root.kind === 'variable')) this.#known.set(key, found);
    return found;
  }

  /** Looks at a variable or function once at a time. */
  #inside(key: FunctionModel | Variable, find: () => Places): Places {
    if (this.#open.size >= DEPTH) {
      this.#limited++;
      return ANYWHERE;
    }
    this.#open.add(key);
    const found = find();
    this.#open.delete(key);
    return found;
  }

  #of(expression: Expression): Places {
    const { semantics } = this;
    switch (expression.kind) {
      case 'name': return this.#name(expression);
      case 'member': {
        if (semantics.libraryName(expression) !== undefined && semantics.classNames(expression).length === 0) return NOWHERE;
        return partsOf(this.of(expression.object), expression.name);
      }
      case 'index': return partsOf(this.of(expression.object), '[]');
      case 'await': return this.of(expression.value);
      case 'call': return this.#result(expression);
      case 'conditional': return this.#either([expression.then, expression.otherwise]);
      case 'logical': return this.#either(expression.operands);
      case 'assignment-expression': return this.of(expression.value);
      case 'literal': case 'function-expression': case 'class-expression': case 'template': case 'compare': return NOWHERE;
      // Containers and operators make new objects; what is put into them keeps its own place.
      case 'sequence': case 'mapping': case 'comprehension': case 'binary': case 'unary': return newObject('anything');
      case 'spread': case 'yield': case 'opaque': return ANYWHERE;
    }
  }

  /** What the parameters of `fn` stand for when it is called, read or entered at `node`. */
  arguments(fn: FunctionModel, node: Node, targets: Targets): Map<Parameter, Places> {
    const given = new Map<Parameter, Places>();
    for (const parameter of fn.parameters) if (parameter.default) given.set(parameter, placesOfDefault(parameter.default));
    const self = receiverParameter(fn);
    const receiver = receiverOf(node);
    if (self && targets.constructs) given.set(self, newObject(this.#holds(node), 'constructed'));
    else if (self && receiver) given.set(self, this.of(receiver));
    if (node.kind !== 'call') return given;
    for (const argument of node.arguments) {
      const parameter = argument.spread === 'none' ? this.semantics.parameterFor(node, argument) : undefined;
      if (!parameter || !fn.parameters.includes(parameter)) continue;
      // `*args` and `**kwargs` are made for the call and hold what is given.
      const isRest = parameter.form === 'rest' || parameter.form === 'rest-keywords';
      given.set(parameter, isRest ? newObject('anything') : this.of(argument.value));
    }
    return given;
  }

  #either(choices: readonly Expression[]): Places {
    return joined(choices.flatMap((choice) => this.of(choice)));
  }

  // ---- Calls ------------------------------------------------------------------------------------------------------

  #result(call: CallExpression): Places {
    const targets = this.semantics.targets(call);
    const { functions, library, constructs, complete } = targets;
    if (constructs) return newObject(this.#holds(call));
    if (!complete || functions.length + library.length === 0) return ANYWHERE;
    const part = (expression: Expression): Places => this.of(expression);
    return joined([
      ...library.flatMap((callable) => (callable.name === 'getattr' ? attributeByName(call, this) : libraryResult(callable, call, part))),
      // A generator is new; what it gives may be anybody's.
      ...functions.flatMap((fn) => (fn.isGenerator ? newObject('anything') : this.#given(fn, call, targets))),
    ]);
  }

  /** An instance that nothing was put into but literals holds only what it makes for itself. */
  #holds(node: Node): 'own' | 'anything' {
    return node.kind === 'call' && node.arguments.every(({ value, spread }) => spread === 'none' && value.kind === 'literal') ? 'own' : 'anything';
  }

  /** What one function hands back at a node that runs it. */
  #given(fn: FunctionModel, node: Node, targets: Targets): Places {
    const result = this.#resultOf(fn);
    if (result.length === 0) return NOWHERE;
    const replaced = this.atCall(fn, node, targets);
    return joined(result.flatMap(replaced));
  }

  /** What places of `fn`, told by its parameters and its `this`, are for a node that runs it. */
  atCall(fn: FunctionModel, node: Node, targets: Targets): (place: TouchedPlace) => Places {
    const given = this.arguments(fn, node, targets);
    let receiver: Places | undefined;
    return ({ root, path }) => {
      if (root.kind === 'this') return partsOf((receiver ??= this.#thisOf(fn, node, targets)), ...path);
      return root.kind === 'parameter' ? partsOf(given.get(root.parameter) ?? ANYWHERE, ...path) : [{ root, path }];
    };
  }

  #thisOf(fn: FunctionModel, node: Node, targets: Targets): Places {
    if (targets.constructs) return newObject(this.#holds(node), 'constructed');
    if (node.kind === 'call' && node.callee.kind === 'name' && node.callee.name === 'super') return THIS;
    if (fn.form === 'lambda' && !fn.owner) return hasThisOf(fn, functionOf(node)) ? THIS : ANYWHERE;
    const receiver = receiverOf(node);
    return receiver ? this.of(receiver) : ANYWHERE;
  }

  /** What a function returns or yields, in terms of its parameters. */
  #resultOf(fn: FunctionModel): Places {
    if (this.#open.has(fn)) return ANYWHERE;
    return this.#once(fn, () => this.#inside(fn, () => {
      const found: Places[] = [];
      visitCode(fn, (node) => {
        if (node.kind === 'return' && !fn.isGenerator && node.value) found.push(this.of(node.value));
        else if (node.kind === 'yield' && node.value) found.push(node.delegates ? ANYWHERE : this.of(node.value));
      });
      return joined(found.flat());
    }));
  }

  /** What `with … as x` binds. */
  #entered(item: WithItem): Places {
    const enter = this.semantics.invocations(functionOf(item)).find(({ node, form }) => node === item && form === 'enter');
    const context = this.of(item.context);
    if (!enter || enter.targets.functions.length === 0) return context;
    return joined(enter.targets.functions.flatMap((fn) => {
      if (!fn.isGenerator || item.context.kind !== 'call') return this.#given(fn, item, enter.targets);
      return this.#given(fn, item.context, this.semantics.targets(item.context));
    }));
  }

  // ---- Names ------------------------------------------------------------------------------------------------------

  #name(name: NameExpression): Places {
    const variable = resolveName(name);
    if (!variable) return this.#undeclared(name);
    const { bindings } = variable;
    if (bindings.every((binding) => binding.kind === 'function')) return NOWHERE;
    if (isShared(variable, name)) return sharedPlace(variable, name);
    if (this.#open.has(variable)) return [{ root: { kind: 'variable', variable }, path: [] }];
    const found = this.#once(variable, () => this.#inside(variable, () => {
      const places = joined(bindings.flatMap((binding) => this.#bound(binding)));
      return places === ANYWHERE ? places : places.filter(({ root }) => root.kind !== 'variable' || root.variable !== variable);
    }));
    return named(found, variable.name);
  }

  /** Builtins, and what JavaScript gives without a declaration. */
  #undeclared(name: NameExpression): Places {
    if (this.semantics.language === 'python') return NOWHERE;
    if (name.name === 'this' || name.name === 'super') return THIS;
    const isPlain = name.name === 'undefined' || this.semantics.libraryName(name) !== undefined;
    // `process.env`, `window`: one for all.
    return isPlain && name.name !== 'globalThis' && name.name !== 'process' ? NOWHERE : [{ root: { kind: 'shared', key: name.name }, path: [] }];
  }

  #bound(binding: Binding): Places {
    switch (binding.kind) {
      case 'import': case 'function': case 'class': return NOWHERE;
      case 'parameter': return [{ root: { kind: 'parameter', parameter: binding.node }, path: [] }];
      case 'target': return this.#target(binding.node, binding.name);
      default: return ANYWHERE;
    }
  }

  /** What a variable stands for that gets its value at `node`. */
  #target(node: Node, name: NameExpression): Places {
    switch (node.kind) {
      case 'assignment': {
        if (!node.value) return NOWHERE;
        // `x += y` changes a list in place: what `x` was before is found at its other bindings.
        if (node.operator !== undefined) return newObject('anything');
        const value = this.of(node.value);
        return node.targets.includes(name) ? value : this.#unpacked(value);
      }
      case 'assignment-expression': return this.of(node.value);
      case 'for': case 'comprehension-clause': {
        const items = partsOf(this.of(node.iterable), '[]');
        return node.target === name ? items : this.#unpacked(items);
      }
      case 'with-item': return node.target === name ? this.#entered(node) : ANYWHERE;
      // The exception is made by whoever raises it.
      case 'handler': return newObject('anything');
      default: return ANYWHERE;
    }
  }

  #unpacked(places: Places): Places {
    return partsOf(places, '[]');
  }
}

/** `getattr(object, "name")` and its like: the attribute; anything when its name is not written out. */
export function attributeByName(call: CallExpression, places: ExpressionPlaces): Places {
  const [object, name, fallback] = call.arguments;
  if (object?.spread !== 'none' || name?.spread !== 'none' || name.value.kind !== 'literal' || typeof name.value.value !== 'string') return ANYWHERE;
  return joined([...partsOf(places.of(object.value), name.value.value), ...(fallback ? places.of(fallback.value) : [])]);
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

function sharedPlace(variable: Variable, name: NameExpression): Places {
  const { owner } = variable;
  if (variable.bindings.every((binding) => binding.kind === 'import')) {
    return [{ root: { kind: 'shared', key: variable.name }, path: [] }];
  }
  const scope = owner.kind === 'function' && owner.form === 'function' ? `${owner.qualifiedName}.` : '';
  const file = moduleOf(name).path;
  return [{ root: { kind: 'shared', key: `${file.slice(file.lastIndexOf('/') + 1)}:${scope}${variable.name}` }, path: [] }];
}

/** Is `this` of an arrow function what it is in code of `other`? */
export function hasThisOf(fn: FunctionModel, other: FunctionModel): boolean {
  return thisOwner(fn) === thisOwner(other);
}

function thisOwner(fn: FunctionModel): FunctionModel {
  let owner = fn;
  while (owner.form === 'lambda' && !owner.owner && owner.enclosing) owner = owner.enclosing;
  return owner;
}

/** Immutable defaults are nobody's; a mutable one is shared by all calls. */
function placesOfDefault(value: Expression): Places {
  return value.kind === 'literal' || value.kind === 'unary' ? NOWHERE : ANYWHERE;
}

/** The parameter that stands for the receiver of a method. */
function receiverParameter(fn: FunctionModel): Parameter | undefined {
  if (fn.unit.module.language !== 'python') return undefined;
  return fn.owner && fn.method !== 'static' && fn.method !== 'none' ? fn.parameters[0] : undefined;
}

/** The expression whose method or property is run at a node. */
export function receiverOf(node: Node): Expression | undefined {
  switch (node.kind) {
    case 'call': return node.callee.kind === 'member' ? node.callee.object : undefined;
    case 'member': case 'index': return node.object;
    case 'with-item': return node.context;
    case 'for': case 'comprehension-clause': return node.iterable;
    case 'binary': return node.left;
    case 'compare': return node.operands[0];
    default: return undefined;
  }
}
