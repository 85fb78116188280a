/**
 * Test support: a small project written as one text, with expectations as comments.
 *
 *     // file: src/main.ts
 *     const data = load();  // awaitable: yes promise by load; target: load
 *
 * A comment speaks about the statement that begins on its line: about the value of an expression statement, declaration,
 * return, the iterable of a loop, a test; `runs`, `callers` and `off-loop` about the function that is defined there.
 * `// file: node_modules/…` describes an installed package.
 */
import assert from 'node:assert/strict';
import ts from 'typescript';
import { placeOf, walk, type CallExpression, type Expression, type FunctionModel, type ModuleModel, type Node, type Statement } from '../../model/index.js';
import { lowerTypeScript } from '../../lowering/typescript/index.js';
import type { Semantics, Targets } from '../semantics.js';
import { createSingleFileProgram, createTypeScriptSemantics, TypeScriptProject, type CheckedFile, type ProjectFiles } from './index.js';

export const ROOT = '/project';

/** Files in memory that tests may change. */
export class MemoryFiles implements ProjectFiles {
  constructor(readonly texts: Map<string, string>) {}

  readFile(path: string): string | undefined {
    return this.texts.get(path);
  }

  isFile(path: string): boolean {
    return this.texts.has(path);
  }

  isFolder(path: string): boolean {
    return [...this.texts.keys()].some((file) => file.startsWith(`${path}/`));
  }

  list(path: string): { name: string; kind: string }[] {
    const entries = new Map<string, string>();
    for (const file of this.texts.keys()) {
      if (!file.startsWith(`${path}/`)) continue;
      const [name = '', ...below] = file.slice(path.length + 1).split('/');
      entries.set(name, below.length > 0 ? 'folder' : 'file');
    }
    return [...entries].map(([name, kind]) => ({ name, kind }));
  }
}

/** The files that a text with `// file:` headers describes; without a header the text is `main.ts`. */
export function filesOf(text: string): MemoryFiles {
  const texts = new Map<string, string>();
  let path = `${ROOT}/main.ts`;
  let lines: string[] = [];
  const flush = (): void => {
    if (lines.some((line) => line.trim() !== '')) texts.set(path, `${lines.join('\n')}\n`);
    lines = [];
  };
  for (const line of text.split('\n')) {
    const header = /^\s*\/\/ file: (\S+)$/.exec(line);
    if (!header) {
      lines.push(line);
      continue;
    }
    flush();
    path = `${ROOT}/${header[1] ?? ''}`;
  }
  flush();
  return new MemoryFiles(texts);
}

/** Checks every expectation of the files with types; fails when there is none. */
export function reveal(text: string): void {
  const files = filesOf(text);
  const project = new TypeScriptProject({ files, compiler: ts });
  compare([...files.texts.keys()].filter((path) => /\.[cm]?[jt]sx?$/.test(path) && !path.includes('node_modules')).flatMap((path) => project.check(path) ?? []));
}

/** The same for one file of which the compiler knows no library and no import. */
export function revealUntyped(text: string, path = `${ROOT}/main.js`): void {
  const { program, source } = createSingleFileProgram(ts, path, text);
  compare([{ module: lowerTypeScript(ts, path, source), semantics: createTypeScriptSemantics(program, ts) }]);
}

function compare(checked: readonly CheckedFile[]): void {
  const expected: string[] = [];
  const actual: string[] = [];
  for (const { module, semantics } of checked) {
    for (const { line, facts } of expectationsOf(module)) {
      for (const [kind, wanted] of facts) {
        const where = `${module.path.slice(ROOT.length + 1)}:${line + 1} ${kind}: `;
        expected.push(where + wanted);
        actual.push(where + answer(semantics, module, line, kind));
      }
    }
  }
  assert.ok(expected.length > 0, 'no expectation in the text');
  assert.deepEqual(actual, expected);
}

const KINDS = 'awaitable|target|library|classes|declared|parameters|accepts|functions|off-loop|runs|callers|chain|defined|called|callable|supports';

function expectationsOf(module: ModuleModel): { line: number; facts: [string, string][] }[] {
  return module.text.split('\n').flatMap((text, line) => {
    const comment = new RegExp(`// ((?:${KINDS}): .*)$`).exec(text)?.[1];
    if (comment === undefined) return [];
    const facts = comment.split(/;\s*/).map((part): [string, string] => {
      const colon = part.indexOf(': ');
      return [part.slice(0, colon), part.slice(colon + 2).trim()];
    });
    return [{ line, facts }];
  });
}

function answer(semantics: CheckedFile['semantics'], module: ModuleModel, line: number, kind: string): string {
  const statement = statementAt(module, line);
  if (!statement) return 'no statement begins here';
  if (kind === 'chain') return statement.kind === 'class-statement' ? chainOf(semantics, statement) : 'no class';
  const fn = functionIn(statement);
  if (fn && /^(?:runs|callers|off-loop|declared)$/.test(kind)) return aboutFunction(semantics, fn, kind);
  const expression = subjectOf(statement);
  if (!expression) return 'the statement has no value';
  switch (kind) {
    case 'awaitable': {
      const { verdict, kind: what, producer, library } = semantics.awaitable(expression);
      const by = producer ? producer.qualifiedName : library;
      return [verdict, ...(what ? [what] : []), ...(by === undefined ? [] : [`by ${by}`])].join(' ');
    }
    case 'called': {
      const { verdict, kind: what, producer } = semantics.awaitableWhenCalled(expression);
      return [verdict, ...(what ? [what] : []), ...(producer ? [`by ${producer.qualifiedName}`] : [])].join(' ');
    }
    case 'callable': return semantics.callable(expression);
    case 'supports': return (['for', 'async for'] as const).map((protocol) => `${protocol} ${semantics.supports(expression, protocol)}`).join(', ');
    case 'library': return semantics.libraryName(expression.kind === 'call' ? expression.callee : expression) ?? 'none';
    case 'classes': return semantics.classNames(expression).map(shortened).join(', ') || 'none';
    case 'functions': return semantics.referencedFunctions(expression).map((each) => each.qualifiedName).join(', ') || 'none';
    case 'target': return displayTargets(semantics.targets(callIn(expression)));
    case 'parameters': return callIn(expression).arguments.map((argument) => semantics.parameterFor(callIn(expression), argument)?.name ?? '?').join(', ');
    case 'accepts': return callIn(expression).arguments.map((argument) => semantics.argumentAcceptsAwaitable(callIn(expression), argument)).join(', ');
    case 'defined': return semantics.definitionPlaces(expression).map((place) => `${shortened(place.path)}@${place.start}`).join(', ') || 'nowhere';
    default: return `unknown expectation ${kind}`;
  }
}

function shortened(name: string): string {
  return name.startsWith(`${ROOT}/`) ? name.slice(ROOT.length + 1) : name;
}

function chainOf(semantics: Semantics, { cls }: Extract<Statement, { kind: 'class-statement' }>): string {
  const { classes, libraryBases, complete } = semantics.classChain(cls);
  return [...classes.map((each) => each.name), ...libraryBases, ...(complete ? [] : ['?'])].join(' < ');
}

function aboutFunction(semantics: Semantics, fn: FunctionModel, kind: string): string {
  switch (kind) {
    case 'off-loop': return semantics.runsOffLoop(fn) ? 'yes' : 'no';
    case 'runs': return semantics.invocations(fn).map(({ form, targets, awaited }) => `${awaited ? 'awaited ' : ''}${form} ${displayTargets(targets)}`).join(', ') || 'nothing';
    case 'callers': return String(semantics.callersInModule(fn).length);
    case 'declared': return semantics.annotationAwaitable(fn.returns, fn);
    default: return `unknown expectation ${kind}`;
  }
}

/** Functions, library names, `new Class`; `?` when something else may run as well. */
function displayTargets({ functions, library, constructs, complete }: Targets): string {
  const names = [...(constructs ? [`new ${constructs.name}`] : []), ...functions.map((fn) => fn.qualifiedName), ...library.map(({ name }) => name)];
  return [...names, ...(complete ? [] : ['?'])].join(' + ');
}

function statementAt(module: ModuleModel, line: number): Statement | undefined {
  let found: Statement | undefined;
  walk(module.root, (node) => {
    if (isStatement(node) && module.lines.positionAt(placeOf(node).start).line === line) found ??= node;
  });
  return found;
}

function isStatement(node: Node): node is Statement {
  return ['expression-statement', 'assignment', 'return', 'if', 'for', 'while', 'function-statement', 'class-statement'].includes(node.kind);
}

function functionIn(statement: Statement): FunctionModel | undefined {
  if (statement.kind === 'function-statement') return statement.fn;
  return statement.kind === 'assignment' && statement.value?.kind === 'function-expression' ? statement.value.fn : undefined;
}

function subjectOf(statement: Statement): Expression | undefined {
  switch (statement.kind) {
    case 'expression-statement': case 'return': case 'assignment': return statement.value;
    case 'if': case 'while': return statement.test;
    case 'for': return statement.iterable;
    default: return undefined;
  }
}

function callIn(expression: Expression): CallExpression {
  const inner = expression.kind === 'await' ? expression.value : expression;
  if (inner.kind === 'call') return inner;
  throw new Error('the statement has no call');
}
