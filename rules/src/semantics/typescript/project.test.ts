import assert from 'node:assert/strict';
import { test } from 'node:test';
import ts from 'typescript';
import { lowerTypeScript } from '../../lowering/typescript/index.js';
import { walk } from '../../model/index.js';
import { createSingleFileProgram, createTypeScriptSemantics, TypeScriptProject } from './index.js';
import { filesOf, ROOT, type MemoryFiles } from './reveal.js';

/** What the last statement of a file's text is: its awaitability, and who produced it. */
function lastFact(project: TypeScriptProject, path: string): string {
  const checked = project.check(path);
  assert.ok(checked);
  const last = checked.module.root.body.at(-1);
  assert.ok(last?.kind === 'expression-statement');
  const { verdict, producer } = checked.semantics.awaitable(last.value);
  return `${verdict} ${producer?.qualifiedName ?? '-'}`;
}

function projectOf(text: string, maximumFiles?: number): { files: MemoryFiles; project: TypeScriptProject } {
  const files = filesOf(text);
  return { files, project: new TypeScriptProject({ files, compiler: ts, maximumFiles }) };
}

const main = `${ROOT}/src/main.ts`;
const lib = `${ROOT}/src/lib.ts`;

const TWO_FILES = `
// file: src/lib.ts
export async function load() {}
// file: src/main.ts
import { load } from './lib.js';
load();
`;

test('an edit of an imported file changes the answers', () => {
  const { files, project } = projectOf(TWO_FILES);
  assert.equal(lastFact(project, main), 'yes load');
  files.texts.set(lib, 'export function load() {}');
  project.update(lib);
  assert.equal(lastFact(project, main), 'no -');
});

test('files that were not edited keep their models', () => {
  const { files, project } = projectOf(TWO_FILES);
  const before = project.check(lib)?.module;
  assert.equal(lastFact(project, main), 'yes load');
  files.texts.set(main, `${files.texts.get(main) ?? ''}\nload();\n`);
  project.update(main);
  assert.equal(lastFact(project, main), 'yes load');
  assert.equal(project.check(lib)?.module, before);
});

test('a file that appears is found, one that vanishes is forgotten', () => {
  const { files, project } = projectOf(TWO_FILES);
  const text = files.texts.get(lib) ?? '';
  files.texts.delete(lib);
  assert.equal(lastFact(project, main), 'unknown -');
  files.texts.set(lib, text);
  project.update(lib);
  assert.equal(lastFact(project, main), 'yes load');
  files.texts.delete(lib);
  project.update(lib);
  assert.equal(lastFact(project, main), 'unknown -');
  assert.equal(project.check(lib), undefined);
});

test('the nearest configuration gives the options, extended and referenced ones too', () => {
  const { files, project } = projectOf(`
// file: base.json
{ "compilerOptions": { "paths": { "~/*": ["./src/*"] }, "plugins": [{ "name": "never-loaded" }] } }
// file: tsconfig.json
{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }
// file: tsconfig.app.json
{ "extends": "./base.json", /* comment */ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler" } }
// file: src/lib.ts
export async function load() {}
// file: src/main.ts
import { load } from '~/lib';
load();
`);
  assert.equal(lastFact(project, main), 'yes load');
  files.texts.set(`${ROOT}/base.json`, '{}');
  files.texts.set(`${ROOT}/tsconfig.json`, '{}');
  project.update(`${ROOT}/tsconfig.json`);
  assert.equal(lastFact(project, main), 'unknown -');
});

for (const broken of ['{', '[]', '{ "extends": "./tsconfig.json" }', '{ "files": [], "references": [{ "path": "." }] }', '{ "extends": 3, "files": [], "references": 4 }']) {
  test(`a broken configuration leaves defaults: ${broken}`, () => {
    const { project } = projectOf(`// file: tsconfig.json\n${broken}\n${TWO_FILES}`);
    assert.equal(lastFact(project, main), 'yes load');
  });
}

test('global declarations of the project are known', () => {
  const { project } = projectOf(`
// file: tsconfig.json
{}
// file: types/globals.d.ts
declare function send(): Promise<void>;
// file: src/main.ts
send();
`);
  assert.equal(lastFact(project, main), 'yes -');
});

test('beyond the limit files stay unknown, and that is said', () => {
  const { project } = projectOf(TWO_FILES, 1);
  assert.equal(lastFact(project, main), 'unknown -');
  assert.match(project.problems()[0]?.message ?? '', /More than 1 files/);
  assert.deepEqual(projectOf(TWO_FILES).project.problems(), []);
});

test('a file nested too deeply does not take the others with it', () => {
  const { files, project } = projectOf(TWO_FILES);
  files.texts.set(`${ROOT}/src/deep.ts`, `import './main.js'; ${'['.repeat(50_000)}`);
  const deep = project.check(`${ROOT}/src/deep.ts`);
  assert.ok(deep && deep.module.problems.length > 0);
  assert.equal(lastFact(project, main), 'yes load');
  files.texts.set(`${ROOT}/src/deep.ts`, 'fetch("x");');
  project.update(`${ROOT}/src/deep.ts`);
  assert.equal(lastFact(project, `${ROOT}/src/deep.ts`), 'yes -');
});

test('broken and half-typed code is answered with what is known', () => {
  const text = 'async function load(a: Promise<A>) {}\nclass A extends B { x = load(); async m() { for await (const y of this.m(`${z}`)) {} } }\nconst { x } = new A()?.m(;\nusing q = require("fs").x;\nload();';
  for (let end = 0; end <= text.length; end++) {
    const { program, source } = createSingleFileProgram(ts, main, text.slice(0, end));
    const module = lowerTypeScript(ts, main, source);
    const semantics = createTypeScriptSemantics(program, ts);
    for (const fn of [module.root, ...module.functions]) {
      void semantics.callersInModule(fn);
      for (const { node } of semantics.invocations(fn)) assert.ok(node.parent);
    }
    for (const cls of module.classes) void semantics.classChain(cls);
    walk(module.root, (node) => {
      if (node.kind === 'name' || node.kind === 'call' || node.kind === 'member') void [semantics.awaitable(node), semantics.libraryName(node), semantics.classNames(node), semantics.definitionPlaces(node)];
      if (node.kind === 'argument' && node.parent?.kind === 'call') void semantics.argumentAcceptsAwaitable(node.parent, node);
    });
    if (end === text.length) assert.ok(module.problems.length > 0);
  }
});

test('files without a configuration share the program of their package or workspace', () => {
  const files = filesOf(`
// file: pkg/package.json
{}
// file: pkg/a/one.ts
fetch('x');
// file: pkg/b/two.ts
fetch('x');
// file: loose/c/three.ts
fetch('x');
// file: loose/d/four.ts
fetch('x');
`);
  const project = new TypeScriptProject({ files, compiler: ts, roots: [ROOT] });
  const programOf = (path: string): ts.Program | undefined => project.check(`${ROOT}/${path}`)?.semantics.checked.program;
  for (const path of ['pkg/a/one.ts', 'loose/c/three.ts', 'pkg/b/two.ts', 'loose/d/four.ts']) assert.equal(lastFact(project, `${ROOT}/${path}`), 'yes -');
  assert.equal(programOf('pkg/a/one.ts'), programOf('pkg/b/two.ts'));
  assert.equal(programOf('loose/c/three.ts'), programOf('loose/d/four.ts'));
  assert.notEqual(programOf('pkg/a/one.ts'), programOf('loose/c/three.ts'));
});

test('JavaScript, JSX and empty files', () => {
  const { project } = projectOf(`
// file: src/a.jsx
export const A = () => <div onClick={async () => { await fetch('x'); }}>text</div>;
fetch('x');
// file: src/b.cjs
const { A } = require('./a.jsx');
fetch('x');
// file: src/c.ts
//
`);
  assert.equal(lastFact(project, `${ROOT}/src/a.jsx`), 'yes -');
  assert.equal(lastFact(project, `${ROOT}/src/b.cjs`), 'yes -');
  assert.deepEqual(project.check(`${ROOT}/src/c.ts`)?.module.root.body, []);
  assert.equal(project.check(`${ROOT}/src/missing.ts`), undefined);
});

test('only declarations for everybody are read unasked, and more projects than are kept alive', () => {
  const folders = ['a', 'b', 'c', 'd', 'e', 'f'];
  const { project } = projectOf(folders.map((name) => `
// file: ${name}/tsconfig.json
{}
// file: ${name}/global.d.ts
declare function send(): Promise<void>;
// file: ${name}/module.d.ts
export declare function unused(): void;
// file: ${name}/main.ts
send();
`).join(''));
  for (const name of [...folders, ...folders]) assert.equal(lastFact(project, `${ROOT}/${name}/main.ts`), 'yes -');
  assert.equal(project.fileCount, 2 * folders.length);
});
