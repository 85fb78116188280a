/** TypeScript and JavaScript → program model. */
import type ts from 'typescript';
import { LineIndex, walk, type Answer, type ClassModel, type Comment, type FunctionModel, type ModuleModel, type SyntaxProblem, type Unit } from '../../model/index.js';
import { commentsOf } from '../../syntax/typescript/comments.js';
import type { TypeScriptCompiler } from '../../syntax/typescript/load.js';
import { syntaxProblems } from '../../syntax/typescript/parse.js';
import { LoweredFunction } from './functions.js';
import { declareBody, NameScope } from './name-scope.js';
import { cameFrom } from './origin.js';
import { statements } from './statements.js';

export { loweredFrom, originOf } from './origin.js';
export { requiredModule } from './require.js';

/**
 * Lowers a parsed file. Cheap: each function is lowered when it is first looked at. Never throws. The same tree gives the
 * same model.
 *
 * The whole file is one unit, and nothing is taken over from the model before an edit, other than in Python: every
 * answer of the checker belongs to one program, which an edit anywhere replaces with all its types, and re-linking kept
 * model nodes to new syntax would cost as much as lowering them again. Files that were not edited keep their tree, and
 * so their model.
 *
 * @param ts the copy of the compiler that made `source`
 */
export function lowerTypeScript(ts: TypeScriptCompiler, path: string, source: ts.SourceFile): ModuleModel {
  const known = models.get(source);
  if (known && known.path === path) return known;
  const module = new TypeScriptModule(ts, path, source);
  models.set(source, module);
  return module;
}

const models = new WeakMap<ts.SourceFile, ModuleModel>();

class TypeScriptModule implements ModuleModel {
  readonly language = 'typescript';
  readonly text: string;
  readonly lines: LineIndex;
  readonly root: FunctionModel;
  readonly problems: readonly SyntaxProblem[];
  answers: Answer | undefined = undefined;
  #comments: readonly Comment[] | undefined;
  #contents: { functions: readonly FunctionModel[]; classes: readonly ClassModel[] } | undefined;

  constructor(readonly ts: TypeScriptCompiler, readonly path: string, readonly source: ts.SourceFile) {
    this.text = source.text;
    this.lines = new LineIndex(source.text);
    this.problems = syntaxProblems(ts, source);
    this.root = cameFrom(moduleFunction(ts, source, this), source);
  }

  get comments(): readonly Comment[] {
    return (this.#comments ??= commentsOf(this.ts, this.source));
  }

  get functions(): readonly FunctionModel[] {
    return this.#everything().functions;
  }

  get classes(): readonly ClassModel[] {
    return this.#everything().classes;
  }

  #everything(): { functions: readonly FunctionModel[]; classes: readonly ClassModel[] } {
    if (this.#contents) return this.#contents;
    const functions: FunctionModel[] = [];
    const classes: ClassModel[] = [];
    for (const statement of this.root.body) {
      walk(statement, (node) => {
        if (node.kind === 'function') functions.push(node);
        else if (node.kind === 'class') classes.push(node);
      });
    }
    return (this.#contents = { functions: functions.sort(bySource), classes: classes.sort(bySource) });
  }
}

function bySource(a: FunctionModel | ClassModel, b: FunctionModel | ClassModel): number {
  return a.start - b.start || b.end - a.end;
}

function moduleFunction(ts: TypeScriptCompiler, source: ts.SourceFile, module: ModuleModel): LoweredFunction {
  // The unit needs its root and the root its unit.
  const unit: { base: number; root: FunctionModel; module: ModuleModel } = { base: 0, root: undefined as never, module };
  const root = new LoweredFunction({
    form: 'module', name: '', qualifiedName: '', start: 0, end: source.text.length, nameStart: 0, nameEnd: 0, keywordStart: 0,
    isAsync: false, isGenerator: false, parameters: [], decorators: [], returns: undefined, typeParameters: [], method: 'none',
    owner: undefined, enclosing: undefined, unit: unit satisfies Unit,
  }, (self) => {
    const names = new NameScope(undefined);
    declareBody(ts, source.statements, names);
    return statements(source.statements, { ts, source, unit, enclosing: self, owner: undefined, names, prefix: '', depth: { level: 0 } });
  });
  unit.root = root;
  return root;
}
