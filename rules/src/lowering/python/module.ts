/** A Python file as a module of the model. */
import type {
  Answer, ClassModel, Comment, FunctionModel, PythonRange, SyntaxProblem,
} from '../../model/index.js';
import { asksForVersion, LineIndex, nodesIn } from '../../model/index.js';
import type { ModuleModel } from '../../model/index.js';
import type * as ast from '../../syntax/python/index.js';
import type { ParsedPython } from '../../syntax/python/index.js';
import type { Around } from './around.js';
import { definitionStart, makeFunction, PythonFunction } from './functions.js';
import { FunctionPool } from './reuse.js';

export class PythonModule implements ModuleModel {
  readonly language = 'python';
  readonly lines: LineIndex;
  readonly root: PythonFunction;
  readonly comments: readonly Comment[];
  readonly problems: readonly SyntaxProblem[];
  /** Functions with a unit of their own, in the order in which they were lowered. */
  readonly #outermost: PythonFunction[] = [];
  /** Lambdas in the headers of outermost functions: in the function's unit, but code of the module. */
  readonly #headerLambdas = new Map<PythonFunction, readonly FunctionModel[]>();
  answers: Answer | undefined = undefined;
  #earlier: PythonModule | undefined;
  #pool: FunctionPool | undefined;
  #contents: { functions: readonly FunctionModel[]; classes: readonly ClassModel[] } | undefined;

  /** `earlier` is the module of the same file before an edit. */
  constructor(readonly path: string, readonly text: string, parsed: ParsedPython, earlier: PythonModule | undefined, readonly runsOn: PythonRange | undefined) {
    this.lines = new LineIndex(text);
    this.comments = parsed.comments;
    this.problems = parsed.problems;
    // A module nobody looked into has nothing to reuse; the one before it may. Which branches of a function run can rest on the
    // module's constants (`PY311 = sys.version_info >= (3, 11)`), and so more than on its own text.
    const latest = earlier && !earlier.root.isLowered ? earlier.#earlier : earlier;
    this.#earlier = latest && !asksForVersion(latest) && !asksForVersion(this) ? latest : undefined;
    this.root = new PythonFunction({
      form: 'module', name: '', qualifiedName: '', start: 0, end: text.length, nameStart: 0, nameEnd: 0, keywordStart: 0,
      isAsync: false, parameters: [], decorators: [], returns: undefined, typeParameters: [], method: 'none',
      owner: undefined, enclosing: undefined,
    }, (root) => ({ base: 0, root, module: this }), {
      code: parsed.module.body, text, origin: 0, depth: 0, define: (definition, around) => this.#define(definition, around),
      onLowered: () => this.#forgetEarlier(),
    });
  }

  get functions(): readonly FunctionModel[] {
    return this.#everything().functions;
  }

  get classes(): readonly ClassModel[] {
    return this.#everything().classes;
  }

  /** A `def` of the module's own code: reused if unchanged, else with a new unit. */
  #define(definition: ast.FunctionDef | ast.AsyncFunctionDef, around: Around): FunctionModel {
    const base = definitionStart(definition, around.text);
    const fn = this.#reused(around.prefix + definition.name, base, definition.end, around) ?? this.#made(definition, base, around);
    this.#outermost.push(fn);
    return fn;
  }

  #reused(qualifiedName: string, base: number, end: number, around: Around): PythonFunction | undefined {
    const earlier = this.#earlier;
    if (!earlier) return undefined;
    this.#pool ??= new FunctionPool(earlier, earlier.#outermost);
    const fn = this.#pool.take(qualifiedName, this.text.slice(base, end));
    if (!fn) return undefined;
    fn.unit.base = base;
    fn.unit.module = this;
    fn.owner = around.owner;
    fn.enclosing = around.enclosing;
    const lambdas = earlier.#headerLambdas.get(fn) ?? [];
    for (const lambda of lambdas) lambda.enclosing = around.enclosing;
    if (lambdas.length > 0) this.#headerLambdas.set(fn, lambdas);
    return fn;
  }

  #made(definition: ast.FunctionDef | ast.AsyncFunctionDef, base: number, around: Around): PythonFunction {
    const lambdas: FunctionModel[] = [];
    const header: Around = { ...around, origin: base, onLambda: (lambda) => lambdas.push(lambda) };
    const fn = makeFunction(definition, header, (root) => ({ base, root, module: this }));
    // The header is lowered before its function, and so its unit, exists.
    for (const lambda of lambdas) lambda.unit = fn.unit;
    if (lambdas.length > 0) this.#headerLambdas.set(fn, lambdas);
    return fn;
  }

  /** Else every version of the file would keep the one before it alive. */
  #forgetEarlier(): void {
    this.#earlier = undefined;
    this.#pool = undefined;
  }

  #everything(): { functions: readonly FunctionModel[]; classes: readonly ClassModel[] } {
    if (this.#contents) return this.#contents;
    const functions: FunctionModel[] = [...nodesIn(this.root, 'function')];
    const classes: ClassModel[] = [...nodesIn(this.root, 'class')];
    // The list grows while it is gone through: by what each function holds.
    for (const fn of functions) {
      functions.push(...nodesIn(fn, 'function'));
      classes.push(...nodesIn(fn, 'class'));
    }
    return (this.#contents = { functions: inSourceOrder(functions), classes: inSourceOrder(classes) });
  }
}

function inSourceOrder<T extends FunctionModel | ClassModel>(found: T[]): T[] {
  return found.sort((a, b) => a.unit.base + a.start - (b.unit.base + b.start));
}
