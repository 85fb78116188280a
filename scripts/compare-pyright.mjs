// Compares what we say about calls (awaitable: yes, no, unknown) with the types that pyright finds for the same calls, over
// a seeded sample of real packages' own code. Needs the network the first time; never part of `npm test`.
// usage: node scripts/compare-pyright.mjs [--folder DIR] [--python PATH] [--count N] [--seed S] [--only PACKAGE] [--list unknown|all]
//   --folder  where packages and pyright are installed and kept for the next run (default: a temporary folder)
//   --count   sampled calls per package (default: 90)
// Every disagreement is listed. Exits with 1 when less than 99 % of the decided or less than 85 % of all are right.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const PYRIGHT = 'pyright@1.1.414';
/** Installed with everything they depend on. Import name → distribution. */
const PACKAGES = {
  aiohttp: 'aiohttp==3.14.5', httpx: 'httpx==0.28.1', discord: 'discord.py==2.7.1', distributed: 'distributed==2026.8.0',
  starlette: 'starlette==1.10.0', redis: 'redis==8.1.0', sqlalchemy: 'SQLAlchemy==2.1.9',
};
/** Installed without what it depends on (hundreds of packages): much of it is unknown to pyright as well. */
const ALONE = { homeassistant: 'homeassistant==2025.4.4' };
const PYTHON_VERSION = '3.13';
/** Share of the sample that comes from `async def` functions. */
const ASYNC_SHARE = 0.6;
/** More only where a package has few files. */
const CALLS_PER_FILE = 3;
/** Calls that type checkers treat specially: wrapping them in another expression would change the types around them. */
const SPECIAL = new Set([
  'super', 'isinstance', 'issubclass', 'callable', 'cast', 'TypeVar', 'ParamSpec', 'TypeVarTuple', 'NewType', 'NamedTuple', 'namedtuple',
  'TypedDict', 'Enum', 'reveal_type', 'TypeAliasType', 'assert_never', 'field',
]);
/** Made known to pyright as built-ins of the checked copy. */
const PROBE = 'await_verdict_of';
const GUARD = 'is_certainly_awaitable';

const { values: options } = parseArgs({
  options: {
    folder: { type: 'string' }, python: { type: 'string', default: 'python3' }, count: { type: 'string', default: '90' },
    seed: { type: 'string', default: '1' }, only: { type: 'string' }, list: { type: 'string' },
  },
});
const folder = options.folder === undefined ? fs.mkdtempSync(path.join(os.tmpdir(), 'compare-pyright-')) : path.resolve(options.folder);
if (options.folder === undefined) process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
fs.mkdirSync(folder, { recursive: true });

const environment = installEverything();
const ours = await loadEngine();
const names = [...Object.keys(PACKAGES), ...Object.keys(ALONE)].filter((name) => options.only === undefined || options.only === name);
const results = names.flatMap((name) => compare(name));
report(results);

/** Installs what is missing; gives the folder of the installed packages. */
function installEverything() {
  const venv = path.join(folder, 'venv');
  if (!fs.existsSync(venv)) {
    run(options.python, ['-m', 'venv', venv]);
    run(path.join(venv, 'bin/python'), ['-m', 'pip', 'install', '--quiet', '--only-binary', ':all:', ...Object.values(PACKAGES)]);
  }
  for (const [name, requirement] of Object.entries(ALONE)) {
    const target = path.join(folder, 'alone', name);
    if (fs.existsSync(target)) continue;
    run(path.join(venv, 'bin/python'), ['-m', 'pip', 'install', '--quiet', '--no-deps', '--ignore-requires-python', '--only-binary', ':all:', '--target', target, requirement]);
  }
  if (!fs.existsSync(path.join(folder, 'node_modules/pyright'))) run('npm', ['install', '--silent', '--no-audit', '--no-fund', '--prefix', folder, PYRIGHT]);
  const lib = path.join(venv, 'lib');
  const version = fs.readdirSync(lib).find((entry) => entry.startsWith('python3'));
  return path.join(lib, version ?? '', 'site-packages');
}

function run(program, words, settings = {}) {
  const done = spawnSync(program, words, { encoding: 'utf8', maxBuffer: 1 << 30, ...settings });
  if (done.error || (done.status !== 0 && !settings.mayFail)) throw new Error(`${program} ${words[0]} failed: ${done.error ?? done.stderr}`);
  return done.stdout;
}

async function loadEngine() {
  const outfile = path.join(folder, `engine-${process.pid}.mjs`);
  process.on('exit', () => fs.rmSync(outfile, { force: true }));
  const root = path.resolve(import.meta.dirname, '..');
  await build({
    stdin: {
      contents: `export * from './core.js'; export { functionOf, placeOf, visitCode } from './model/index.js';
        export { displayOf } from './semantics/python/display.js'; export { valueOf } from './semantics/python/expressions.js';`,
      resolveDir: path.join(root, 'rules/src'), loader: 'ts',
    },
    outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'warning', packages: 'bundle', external: ['typescript'],
    banner: { js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);" },
  });
  return import(pathToFileURL(outfile).href);
}

/** The sampled calls of a package with both answers. */
function compare(name) {
  // The package's own code is the project; everything else is its environment.
  const project = path.join(folder, 'projects', name);
  const source = name in ALONE ? path.join(folder, 'alone', name, name) : path.join(environment, name);
  if (!fs.existsSync(project)) fs.cpSync(source, path.join(project, name), { recursive: true, filter: (file) => !file.includes('__pycache__') });
  const engine = ours.createEngine({ host: ours.nodeFileSystem, roots: [project], pythonEnvironment: { ...ours.noEnvironment, folders: [environment] } });
  const samples = sample(name, project, engine);
  const answers = askPyright(name, project, samples);
  return samples.map((one, index) => ({ ...one, package: name, theirs: answers.get(index) ?? { verdict: undefined, type: 'no answer' } }));
}

/** Calls in a fixed random order, from many files, inside coroutine functions and elsewhere. */
function sample(name, project, engine) {
  const count = Number(options.count);
  const wanted = { async: Math.round(count * ASYNC_SHARE), other: count - Math.round(count * ASYNC_SHARE) };
  const files = fs.readdirSync(project, { recursive: true }).map(String)
    .filter((file) => /\.py$/.test(file) && !/(^|\/)(tests?|testing|conftest\.py|_?vendor\w*)(\/|$)/.test(file));
  const perFile = Math.max(CALLS_PER_FILE, Math.ceil((4 * count) / files.length));
  const chosen = [];
  for (const file of shuffled(files)) {
    if (wanted.async + wanted.other === 0) break;
    const analysed = engine.analyse(path.join(project, file));
    if (!analysed || analysed.module.problems.length > 0) continue;
    let left = perFile;
    const calls = shuffled(callsIn(analysed.module), (call) => `${file}:${ours.placeOf(call).start}`);
    // Coroutine functions first: they are rare.
    for (const kind of ['async', 'other']) {
      for (const call of calls) {
        if (left === 0 || wanted[kind] === 0) break;
        if ((ours.functionOf(call).isAsync ? 'async' : 'other') !== kind) continue;
        if (kind === 'other' && left === perFile && wanted.async > 0 && calls.some((one) => ours.functionOf(one).isAsync)) break;
        left--;
        wanted[kind]--;
        chosen.push(sampled(engine, analysed, file, call, kind));
      }
    }
  }
  if (wanted.async + wanted.other > 0) console.log(`${name}: ${wanted.async + wanted.other} calls too few`);
  return chosen;
}

function sampled(engine, { module, semantics }, file, call, kind) {
  const { start, end } = ours.placeOf(call);
  const { verdict, reason } = semantics.awaitable(call);
  const { line } = module.lines.positionAt(start);
  const type = ours.displayOf(semantics.project, ours.valueOf(semantics.project, call));
  return { file, start, end, line: line + 1, kind, text: module.text.slice(start, end).replace(/\s+/g, ' '), verdict, reason, type };
}

/** Calls that can be wrapped in another expression without changing what the program means. */
function callsIn(module) {
  const found = [];
  for (const fn of new Set([module.root, ...module.functions])) {
    ours.visitCode(fn, (node) => {
      if (node.kind === 'function' || node.kind === 'class' || node.kind === 'parameter') return 'skip';
      if (node.kind === 'call' && canBeWrapped(module, node)) found.push(node);
      return undefined;
    });
  }
  return found;
}

function canBeWrapped(module, call) {
  const { callee } = call;
  if ((callee.kind === 'name' || callee.kind === 'member') && SPECIAL.has(callee.name)) return false;
  const { start, end } = ours.placeOf(call);
  if (module.text[end - 1] !== ')' || end - start > 400) return false;
  let child = call;
  for (let node = call.parent; node && node.kind !== 'function'; child = node, node = node.parent) {
    // Assignment expressions are not allowed in class bodies' comprehensions and in iterables of comprehensions.
    if (node.kind === 'class' || node.kind === 'comprehension-clause' || node.kind === 'template') return false;
    if (node.kind === 'match-case' && !node.body.includes(child)) return false;
    if (node.kind === 'assignment' && node.annotation === child) return false;
  }
  return true;
}

/** The same order for the same seed. */
function shuffled(items, keyOf = String) {
  const order = (item) => createHash('sha1').update(`${options.seed}:${keyOf(item)}`).digest('hex');
  return items.map((item) => [order(item), item]).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, item]) => item);
}

/** Sample index → verdict and printed type. A copy of the package has the sampled calls wrapped in questions. */
function askPyright(name, project, samples) {
  // The answers depend on the sample alone; kept for the next run.
  const key = createHash('sha1').update(JSON.stringify([PYRIGHT, PYTHON_VERSION, samples.map(({ file, start, end, text }) => [file, start, end, text])])).digest('hex');
  const kept = path.join(folder, 'answers', `${name}-${key}.json`);
  if (fs.existsSync(kept)) return judged(JSON.parse(fs.readFileSync(kept, 'utf8')));
  const copy = path.join(folder, 'checked', name);
  fs.rmSync(copy, { recursive: true, force: true });
  fs.cpSync(project, copy, { recursive: true });
  fs.writeFileSync(path.join(copy, '__builtins__.pyi'), [
    'from collections.abc import Awaitable', 'from typing import Any, Literal, TypeIs, overload',
    `def ${GUARD}(value: object) -> TypeIs[Awaitable[Any]]: ...`, '@overload', `def ${PROBE}(value: Awaitable[Any]) -> Literal["yes"]: ...`, '@overload', `def ${PROBE}(value: object) -> Literal["no"]: ...`, '',
  ].join('\n'));
  const byFile = Map.groupBy ? Map.groupBy(samples.keys(), (index) => samples[index].file) : grouped(samples);
  for (const [file, indexes] of byFile) fs.writeFileSync(path.join(copy, file), withQuestions(fs.readFileSync(path.join(project, file), 'utf8'), indexes, samples));
  fs.writeFileSync(path.join(copy, 'pyrightconfig.json'), JSON.stringify({
    include: [...byFile.keys()], pythonVersion: PYTHON_VERSION, pythonPlatform: 'Linux', typeCheckingMode: 'off', enableTypeIgnoreComments: false,
  }));
  const output = run(process.execPath, [
    path.join(folder, 'node_modules/pyright/index.js'), '--outputjson', '--project', copy, '--pythonpath', path.join(folder, 'venv/bin/python'),
  ], { mayFail: true, cwd: copy });
  const answers = {};
  for (const { message, severity } of JSON.parse(output).generalDiagnostics) {
    const found = severity === 'information' && /^Type of "(\w+\()?_(asked|plain)(\d+)\)?" is "(.*)"$/s.exec(message);
    if (!found) continue;
    const [, probed, name, index, type] = found;
    answers[index] = { ...answers[index], [probed ? 'probe' : name]: type };
  }
  fs.mkdirSync(path.dirname(kept), { recursive: true });
  fs.writeFileSync(kept, JSON.stringify(answers));
  return judged(answers);
}

function judged(answers) {
  return new Map(Object.entries(answers).map(([index, facts]) => [Number(index), { verdict: verdictOf(facts), type: facts.asked ?? '' }]));
}

/**
 * `call` → `(_asked7 := call, reveal_type(_asked7), reveal_type(await_verdict_of(_asked7)), …)[0]`, which has call's type. `…`
 * reveals what is left of the type without its awaitable alternatives.
 */
function withQuestions(text, indexes, samples) {
  const inserts = [...indexes].flatMap((index) => {
    const { start, end } = samples[index];
    const asked = `_asked${index}`;
    const plain = `_plain${index}`;
    const questions = `reveal_type(${asked}), reveal_type(${PROBE}(${asked})), None if ${GUARD}(${plain} := ${asked}) else reveal_type(${plain})`;
    return [
      { at: start, rank: -end, text: `(${asked} := ` },
      { at: end, rank: Infinity, order: -start, text: `, ${questions})[0]` },
    ];
  });
  // At one place: what closes comes before what opens, the innermost closes first, the outermost opens first.
  inserts.sort((a, b) => a.at - b.at || b.rank - a.rank && (b.rank === Infinity ? 1 : a.rank === Infinity ? -1 : a.rank - b.rank) || (a.order ?? 0) - (b.order ?? 0));
  let result = '';
  let last = 0;
  for (const { at, text: inserted } of inserts) {
    result += text.slice(last, at) + inserted;
    last = at;
  }
  // Comments to pyright must not silence the answers.
  return (result + text.slice(last)).replaceAll('# pyright:', '# pyrighx:');
}

function grouped(samples) {
  const byFile = new Map();
  for (const [index, { file }] of samples.entries()) byFile.set(file, [...byFile.get(file) ?? [], index]);
  return byFile;
}

/** undefined: pyright does not know (`Any`, `Unknown`), or the call never returns; `mixed`: awaitable only sometimes. */
function verdictOf({ asked = 'Never', probe = '', plain }) {
  if (alternativesIn(asked).some((part) => /^(Any|Unknown|Never|NoReturn)$/.test(part))) return undefined;
  if (/yes/.test(probe)) return 'yes';
  if (!/no/.test(probe)) return undefined;
  // Narrowing may rewrite a type (`float`, `Self`); only alternatives that are gone count.
  return alternativesIn(plain ?? '').length < alternativesIn(asked).length ? 'mixed' : 'no';
}

/** The members of a printed union. */
function alternativesIn(type) {
  const parts = [''];
  let depth = 0;
  for (const char of type) {
    depth += '[('.includes(char) ? 1 : '])'.includes(char) ? -1 : 0;
    if (char === '|' && depth === 0) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts.map((part) => part.trim());
}

function report(all) {
  const known = all.filter(({ theirs }) => theirs.verdict === 'yes' || theirs.verdict === 'no');
  const rows = names.map((name) => [name, all.filter((one) => one.package === name), known.filter((one) => one.package === name)]);
  console.log('| Package | Sampled | Known to pyright | Decided by us | Right of the decided | yes / no (pyright) |\n|---|---|---|---|---|---|');
  for (const [name, sampledCalls, comparable] of [...rows, ['**All**', all, known]]) console.log(row(name, sampledCalls, comparable));
  for (const kind of ['async', 'other']) console.log(row(kind === 'async' ? 'in coroutine functions' : 'elsewhere', all.filter((one) => one.kind === kind), known.filter((one) => one.kind === kind)));
  const unsure = all.filter(({ theirs, verdict }) => theirs.verdict === undefined && verdict !== 'unknown').length;
  console.log(`\nDecided by us where pyright does not know: ${unsure}`);
  list('Disagreements', all.filter(({ theirs, verdict }) => verdict !== 'unknown' && theirs.verdict !== undefined && theirs.verdict !== verdict));
  if (options.list === 'unknown') list('Unknown to us', known.filter(({ verdict }) => verdict === 'unknown'));
  if (options.list === 'all') list('All', all);
  const { decided, right } = countsOf(known);
  process.exitCode = right / decided >= 0.99 && decided / known.length >= 0.85 ? 0 : 1;
}

function countsOf(comparable) {
  const decided = comparable.filter(({ verdict }) => verdict !== 'unknown');
  return { decided: decided.length, right: decided.filter(({ verdict, theirs }) => verdict === theirs.verdict).length };
}

function row(name, sampledCalls, comparable) {
  const { decided, right } = countsOf(comparable);
  const yes = comparable.filter(({ theirs }) => theirs.verdict === 'yes').length;
  return `| ${[name, sampledCalls.length, comparable.length, `${decided} (${share(decided, comparable.length)})`, `${right} (${share(right, decided)})`, `${yes} / ${comparable.length - yes}`].join(' | ')} |`;
}

function share(part, whole) {
  return whole === 0 ? '–' : `${(100 * part / whole).toFixed(1)} %`;
}

function list(title, entries) {
  console.log(`\n${title}: ${entries.length}`);
  for (const { package: name, file, line, text, verdict, type, reason, theirs } of entries) {
    console.log(`  ${name}: ${file}:${line}  ${text.length > 90 ? `${text.slice(0, 90)}…` : text}\n    ours: ${verdict} (${type}${reason ? `; ${reason}` : ''})   pyright: ${theirs.verdict ?? '–'} (${theirs.type})`);
  }
}
