/**
 * Every snippet as it is inserted without touching its placeholders: it parses, and it runs when what it imports is
 * there. A snippet that stands inside a coroutine is run inside one, between the names that its placeholders use.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import ts from 'typescript';
import { createEngine, MemoryFileSystem } from '../rules/src/core.js';
import { parsePython } from '../rules/src/syntax/python/index.js';

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

const root = process.env.ASYNC_PITFALLS_ROOT ?? '.';
const python = read('python');
const typescript = read('typescript');
const interpreter = ['python3', 'python'].find((name) => spawnSync(name, ['-c', 'import asyncio.taskgroups']).status === 0);
let folder = '';

before(() => { folder = fs.mkdtempSync(path.join(os.tmpdir(), 'async-pitfalls-snippets-')); });
after(() => { fs.rmSync(folder, { recursive: true }); });

function read(language: string): readonly (readonly [string, Snippet])[] {
  return Object.entries(JSON.parse(fs.readFileSync(path.join(root, 'snippets', `${language}.json`), 'utf8')) as Record<string, Snippet>);
}

/** What is in the editor after Tab, Tab, Tab: defaults in place, mirrors filled, tabs as spaces. */
function expand(snippet: Snippet): string {
  const defaults = new Map<string, string>();
  let text = snippet.body.join('\n').replaceAll('\t', '    ').replaceAll('\\$', '\0');
  // Innermost placeholders first: a default may hold another placeholder.
  for (let before = ''; before !== text;) {
    before = text;
    text = text.replace(/\$\{(\d+):((?:[^{}$]|\{[^{}]*\})*)\}/g, (_, index: string, value: string) => {
      if (!defaults.has(index)) defaults.set(index, value);
      return value;
    }).replace(/\$(\d+)|\$\{(\d+)\}/g, (whole, plain: string | undefined, braced: string | undefined) => {
      const index = plain ?? braced ?? '';
      return index === '0' ? '' : defaults.get(index) ?? whole;
    });
  }
  return text.replaceAll('\0', '$');
}

/** What we would say about a program ourselves, advice included. */
function findingsIn(name: string, text: string): readonly string[] {
  const engine = createEngine({ host: new MemoryFileSystem({}), roots: ['/project'], settings: { preset: 'strict' }, crashes: 'throw' });
  engine.open(`/project/${name}`, text);
  return engine.check(`/project/${name}`).findings.map(({ rule, message }) => `${rule}: ${message}`);
}

const indent = (text: string) => text.replace(/^(?=.)/gm, '    ');

/** Names that placeholders stand for. */
const pythonNames = `import asyncio

def work(x):
    return x * 2

async def fetch(x):
    await asyncio.sleep(0)
    return x

items = [1, 2, 3]
`;

/** A snippet of a whole program runs as it is; the others inside a coroutine. */
function pythonProgram(code: string): string {
  if (code.includes('asyncio.run(')) return code;
  const isDefinition = /^(?:async def|class|@|import|from|background_tasks)/.test(code) && !/^(?:try|with)\b/m.test(code);
  if (isDefinition) return `${pythonNames}\n${code}\n${/^async def main\(\)/m.test(code) ? '\nasyncio.run(main())\n' : ''}`;
  return `${pythonNames}
async def example():
    task = asyncio.create_task(fetch(1))
    await task
${indent(code)}

if __name__ == "__main__":
    asyncio.run(example())
`;
}

test('a trap in a snippet would be found', () => {
  assert.notDeepEqual(findingsIn('snippet.py', pythonProgram('fetch(1)')), []);
});

test('there are at least fifteen per language, each with its own prefix and a description', () => {
  for (const snippets of [python, typescript]) {
    assert.ok(snippets.length >= 15);
    assert.equal(new Set(snippets.map(([, { prefix }]) => prefix)).size, snippets.length);
    for (const [name, { prefix, description }] of snippets) {
      assert.match(prefix, /^[a-z]+$/, name);
      assert.match(description, /^[A-Z].*[^.]$/, name);
    }
  }
});

for (const [name, snippet] of python) {
  const code = expand(snippet);
  const program = pythonProgram(code);

  test(`Python: ${name} leaves no placeholder and parses`, () => {
    assert.doesNotMatch(code, /\$/);
    assert.deepEqual(parsePython(program).problems, []);
  });

  test(`Python: ${name} is free of traps`, () => {
    assert.deepEqual(findingsIn('snippet.py', program), []);
  });

  const libraries = [...code.matchAll(/^import (aiohttp|httpx)$/gm)].map((match) => match[1] ?? '');
  const missing = interpreter === undefined ? 'Python 3.11'
    : libraries.find((library) => spawnSync(interpreter, ['-c', `import ${library}`]).status !== 0);
  test(`Python: ${name} runs without a warning`, { skip: missing === undefined ? false : `needs ${missing}` }, () => {
    const file = path.join(folder, `${snippet.prefix}.py`);
    fs.writeFileSync(file, program);
    const run = spawnSync(interpreter ?? '', ['-X', 'dev', file], { encoding: 'utf8', timeout: 60_000 });
    assert.equal(run.stderr, '');
    assert.equal(run.status, 0);
  });
}

const typescriptNames = `import { EventEmitter } from 'node:events';
const items = [1, 2, 3];
const emitter = new EventEmitter();
queueMicrotask(() => emitter.emit('ready', 1));
globalThis.fetch = async () => ({ ok: true, json: async () => ({}) });
async function load(x, options) { await null; options?.signal?.addEventListener('abort', () => {}); return x; }
async function* values() { yield 1; yield 2; }
`;

for (const [name, snippet] of typescript) {
  const code = expand(snippet);

  for (const extension of ['ts', 'tsx', 'js'] as const) {
    test(`TypeScript: ${name} parses as ${extension}`, () => {
      const { diagnostics } = ts.transpileModule(code, {
        fileName: `snippet.${extension}`, reportDiagnostics: true,
        compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, jsx: ts.JsxEmit.Preserve, allowJs: true },
      });
      assert.deepEqual(diagnostics?.map(({ messageText }) => messageText), []);
      assert.doesNotMatch(code, /\$(?!\{response\.)/);
    });
  }

  test(`TypeScript: ${name} is free of traps`, () => {
    assert.deepEqual(findingsIn('snippet.ts', `${typescriptNames}\n${code}\n`), []);
  });

  test(`TypeScript: ${name} runs`, () => {
    const file = path.join(folder, `${snippet.prefix}.mjs`);
    fs.writeFileSync(file, `${typescriptNames}\n${code}\n`);
    fs.writeFileSync(path.join(folder, 'package.json'), '{}');
    execFileSync(process.execPath, ['--trace-warnings', file], { cwd: folder, timeout: 60_000, stdio: 'pipe' });
  });
}
