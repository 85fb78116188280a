/**
 * Test support: a small project written as one text, with expectations as comments.
 *
 *     # file: app/main.py
 *     task = asyncio.create_task(fetch())  # reveal: asyncio.Task[int]; awaitable: yes task by asyncio.create_task
 *
 * A comment speaks about the statement that begins on its line: about the value of an expression, assignment, return or
 * first `with` item, an iterable, a test; for `off-loop`, `runs`, `callers`, `declared` (is the result awaitable?),
 * `yields` (what is yielded?) and `coroutine` (may the result be one?) about the function that is defined there.
 * `# installed: pkg/mod.py` puts a file into the environment.
 */
import assert from 'node:assert/strict';
import { displayOf, functionNameOf } from './display.js';
import { valueOf } from './expressions.js';
import { MemoryHost } from './memory-host.js';
import { PythonProject } from './project.js';
import { PythonSemantics } from './semantics.js';
import type { Declaration, Targets } from '../semantics.js';
import { placeOf, textOf, walk } from '../../model/index.js';
import type { CallExpression, Expression, FunctionModel, ModuleModel, Node, PythonRange, Statement } from '../../model/index.js';

export interface Picture {
  readonly host: MemoryHost;
  readonly project: PythonProject;
  readonly semantics: PythonSemantics;
  readonly paths: readonly string[];
}

const ROOT = '/project';
const INSTALLED = '/env/site-packages';

/** The project that a text with `# file:` headers describes; without a header the text is `main.py`. */
export function pictureOf(text: string, runsOn?: PythonRange): Picture {
  const texts = new Map<string, string>();
  let path = `${ROOT}/main.py`;
  let lines: string[] = [];
  const flush = (): void => {
    if (lines.some((line) => line.trim() !== '') || path !== `${ROOT}/main.py`) texts.set(path, `${lines.join('\n')}\n`);
    lines = [];
  };
  for (const line of dedented(text)) {
    const header = /^# (file|installed): (\S+)$/.exec(line);
    if (!header) {
      lines.push(line);
      continue;
    }
    flush();
    path = `${header[1] === 'file' ? ROOT : INSTALLED}/${header[2] ?? ''}`;
  }
  flush();
  const hasInstalled = [...texts.keys()].some((name) => name.startsWith(INSTALLED));
  const host = new MemoryHost(texts, [ROOT], hasInstalled ? [INSTALLED] : [], undefined, runsOn);
  const project = new PythonProject(host);
  return { host, project, semantics: new PythonSemantics(project), paths: [...texts.keys()] };
}

function dedented(text: string): string[] {
  const lines = text.replace(/^\n/, '').split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const indent = Math.min(...indents);
  return lines.map((line) => line.slice(indent));
}

/** Checks every expectation comment of the project; fails when there is none. */
export function reveal(text: string, runsOn?: PythonRange): void {
  const picture = pictureOf(text, runsOn);
  const expected: string[] = [];
  const actual: string[] = [];
  for (const path of picture.paths) {
    const module = picture.project.module(path);
    assert.ok(module);
    for (const { line, facts } of expectationsOf(module)) {
      for (const [kind, wanted] of facts) {
        const where = `${path.slice(path.indexOf('/', 1) + 1)}:${line + 1} ${kind}: `;
        expected.push(where + wanted);
        actual.push(where + answer(picture, module, line, kind));
      }
    }
  }
  assert.ok(expected.length > 0, 'no expectation in the text');
  assert.deepEqual(actual, expected);
}

const KINDS = 'reveal|awaitable|target|library|classes|declared|parameters|functions|off-loop|runs|callers|defined|called|callable|supports|refuses|fields|yields|coroutine';
const PROTOCOLS = ['with', 'async with', 'for', 'async for'] as const;
const FUNCTION_KINDS: ReadonlySet<string> = new Set(['off-loop', 'runs', 'callers', 'declared', 'yields', 'coroutine']);

function expectationsOf(module: ModuleModel): { line: number; facts: [string, string][] }[] {
  return module.text.split('\n').flatMap((text, line) => {
    const comment = new RegExp(`# ((?:${KINDS}): .*)$`).exec(text)?.[1];
    if (comment === undefined) return [];
    const facts = comment.split(/;\s*/).map((part): [string, string] => {
      const colon = part.indexOf(': ');
      return [part.slice(0, colon), part.slice(colon + 2).trim()];
    });
    return [{ line, facts }];
  });
}

function answer(picture: Picture, module: ModuleModel, line: number, kind: string): string {
  const { project, semantics } = picture;
  const statements = statementsAt(module, line);
  const defined = statements.find((one) => one.kind === 'function-statement');
  if (FUNCTION_KINDS.has(kind)) return defined?.kind === 'function-statement' ? aboutFunction(picture, defined.fn, kind) : 'no function is defined here';
  const statement = statements.at(-1);
  if (!statement) return 'no statement begins here';
  const expression = subjectOf(statement);
  if (!expression) return 'the statement has no value';
  switch (kind) {
    case 'reveal': return displayOf(project, valueOf(project, expression));
    case 'awaitable': {
      const { verdict, kind: what, producer, library } = semantics.awaitable(expression);
      const by = producer ? functionNameOf(project, producer) : library;
      return [verdict, ...(what ? [what] : []), ...(by === undefined ? [] : [`by ${by}`])].join(' ');
    }
    case 'called': {
      const { verdict, kind: what, producer, library } = semantics.awaitableWhenCalled(expression);
      const by = producer ? functionNameOf(project, producer) : library;
      return [verdict, ...(what ? [what] : []), ...(by === undefined ? [] : [`by ${by}`])].join(' ');
    }
    case 'callable': return semantics.callable(expression);
    case 'supports': return PROTOCOLS.filter((protocol) => semantics.supports(expression, protocol) === 'yes').join(', ') || 'nothing';
    case 'refuses': return PROTOCOLS.filter((protocol) => semantics.supports(expression, protocol) === 'no').join(', ') || 'nothing';
    case 'library': return semantics.libraryName(expression) ?? 'none';
    case 'classes': return semantics.classNames(expression).join(', ') || 'none';
    case 'functions': return semantics.referencedFunctions(expression).map((fn) => functionNameOf(project, fn)).join(', ') || 'none';
    case 'defined': return semantics.definitionPlaces(expression).map((place) => `${place.path.slice(ROOT.length + 1)}:${(project.module(place.path)?.lines.positionAt(place.start).line ?? -1) + 1}`).join(', ') || 'nowhere';
    case 'target': return displayTargets(project, semantics.targets(callIn(expression)));
    case 'parameters': return callIn(expression).arguments.map((argument) => semantics.parameterFor(callIn(expression), argument)?.name ?? '?').join(', ');
    case 'fields': return callIn(expression).arguments.map((argument) => fieldText(semantics.declarationFor(callIn(expression), argument))).join(', ');
    default: return `unknown expectation ${kind}`;
  }
}

function fieldText(declaration: Declaration | undefined): string {
  return declaration ? `${declaration.name}: ${textOf(declaration.annotation)}` : '?';
}

function aboutFunction({ project, semantics }: Picture, fn: FunctionModel, kind: string): string {
  switch (kind) {
    case 'off-loop': return semantics.runsOffLoop(fn) ? 'yes' : 'no';
    case 'runs': return semantics.invocations(fn).map(({ form, targets, awaited }) => `${awaited ? 'awaited ' : ''}${form} ${displayTargets(project, targets)}`).join(', ') || 'nothing';
    case 'callers': return String(semantics.callersInModule(fn).length);
    case 'declared': return semantics.annotationAwaitable(fn.returns);
    case 'yields': return semantics.yieldTakesCoroutine(fn);
    case 'coroutine': return fn.returns ? semantics.annotationTakesCoroutine(fn.returns, 'made') : 'undeclared';
    default: return `unknown expectation ${kind}`;
  }
}

/** `module:function`, library names, `new Class`; `?` when something else may run as well. */
export function displayTargets(project: PythonProject, { functions, library, constructs, complete }: Targets): string {
  const names = [
    ...(constructs ? [`new ${constructs.name}`] : []), ...functions.map((fn) => functionNameOf(project, fn)), ...library.map(({ name }) => name),
  ];
  return [...names, ...(complete ? [] : ['?'])].join(' + ');
}

function statementsAt(module: ModuleModel, line: number): Statement[] {
  const found: Statement[] = [];
  const visit = (node: Node): 'skip' | void => {
    if (!isStatement(node)) return undefined;
    const start = node.kind === 'function-statement' ? placeOf(node.fn).start + node.fn.keywordStart - node.fn.start : placeOf(node).start;
    if (module.lines.positionAt(start).line === line) found.push(node);
    return undefined;
  };
  for (const statement of module.root.body) walk(statement, visit);
  return found;
}

function isStatement(node: Node): node is Statement {
  return ['expression-statement', 'assignment', 'return', 'raise', 'if', 'for', 'while', 'with', 'function-statement', 'delete', 'assert'].includes(node.kind);
}

function subjectOf(statement: Statement): Expression | undefined {
  switch (statement.kind) {
    case 'expression-statement': case 'return': return statement.value;
    case 'assignment': return statement.value ?? statement.annotation;
    case 'if': case 'while': case 'assert': return statement.test;
    case 'for': return statement.iterable;
    case 'with': return statement.items[0]?.context;
    default: return undefined;
  }
}

function callIn(expression: Expression): CallExpression {
  const inner = expression.kind === 'await' ? expression.value : expression;
  if (inner.kind === 'call') return inner;
  throw new Error('the statement has no call');
}
