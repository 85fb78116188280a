/** Functions and classes of the program model. */
import type { Expression, NodeBase, Parameter, Statement } from './nodes.js';
import type { Unit } from './unit.js';

/**
 * A function, method, lambda, or the code of a module (`form: 'module'`).
 *
 * `body` is lowered on first access. Decorators, defaults and annotations belong to the function's own unit but are
 * evaluated in the enclosing scope, when the function is defined.
 */
export interface FunctionModel extends NodeBase {
  readonly kind: 'function';
  readonly form: 'function' | 'lambda' | 'module';
  /** '' for lambdas and modules. */
  readonly name: string;
  /** `Outer.method.inner` */
  readonly qualifiedName: string;
  readonly nameStart: number;
  readonly nameEnd: number;
  /** Where `async` stands or would be inserted (`def`, `function`, the parameter list of an arrow, a method's name). */
  readonly keywordStart: number;
  readonly isAsync: boolean;
  /** Contains `yield` of its own. */
  readonly isGenerator: boolean;
  readonly parameters: readonly Parameter[];
  readonly decorators: readonly Expression[];
  readonly returns: Expression | undefined;
  /** PEP 695 type parameters' names. */
  readonly typeParameters: readonly string[];
  readonly body: readonly Statement[];
  /** TypeScript's `private`, JavaScript's `#name`; not Python's convention. */
  readonly isPrivate?: boolean;
  readonly method: 'none' | 'instance' | 'class' | 'static' | 'getter' | 'setter';
  /** The class whose body directly contains this function. */
  owner: ClassModel | undefined;
  /** The function (or module) whose code contains this one. */
  enclosing: FunctionModel | undefined;
  unit: Unit;
}

export interface ClassModel extends NodeBase {
  readonly kind: 'class';
  readonly name: string;
  readonly qualifiedName: string;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly bases: readonly Expression[];
  /** `metaclass=M` and other keywords. */
  readonly keywords: ReadonlyMap<string, Expression>;
  readonly decorators: readonly Expression[];
  readonly typeParameters: readonly string[];
  /** Everything that runs when the class is defined, method definitions included. */
  readonly body: readonly Statement[];
  owner: ClassModel | undefined;
  enclosing: FunctionModel | undefined;
  unit: Unit;
}
