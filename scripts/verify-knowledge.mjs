// Compares the knowledge tables with the real libraries: Python's by introspection in fresh virtual environments, Node's in
// this process. Needs the network for `pip install`; never part of `npm test`.
// usage: node scripts/verify-knowledge.mjs [--python <interpreter>]… [--verbose]
//   The standard library is checked on every interpreter given (default: python3), packages on the first one. Give
//   Python 3.13 or newer as well: some aliases are names that older versions do not have, so without it a missing one
//   proves nothing and is only counted.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** What the tables were written for. Raise a version, run, and correct the tables. */
const PACKAGES = `
aiofiles==25.1.0 aiohttp==3.14.5 aiomysql==0.3.2 aiosqlite==0.22.1 anyio==4.16.0 asgiref==3.13.0 asyncpg==0.32.0 bcrypt==5.0.0 boto3==1.44.5
fastapi==0.165.0 httpx==0.28.1 motor==3.7.1 nest-asyncio==1.6.0 paramiko==5.1.0 psycopg[binary]==3.3.9 psycopg-pool==3.3.3 psycopg2-binary==2.9.13
pymongo==4.20.0 PyMySQL==1.2.4 redis==8.1.0 requests==2.34.2 SQLAlchemy[asyncio]==2.1.9 starlette==1.10.0 tenacity==9.2.1 trio==0.35.0
urllib3==2.8.0 uvloop==0.23.0 websockets==17.4
`.trim().split(/\s+/);
const NODE_PACKAGES = ['@types/better-sqlite3@7.6.13'];

/** Old homes that exist on Windows only. */
const WINDOWS_ALIASES = new Set(['nt', 'asyncio.ProactorEventLoop']);

/** The minor version of Python 3 from which on every alias exists. */
const KNOWS_ALL_ALIASES = 13;

const root = path.resolve(import.meta.dirname, '..');
const { interpreters, isVerbose } = readArguments(process.argv.slice(2));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'verify-knowledge-'));
let failures = 0;
try {
  const knowledge = await loadTables();
  checkStandardLibrary(knowledge.standardTables, knowledge.awaitlessModules);
  checkPackages(knowledge.packageTables);
  await checkNode(knowledge.javascriptTables);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  failures++;
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
process.exit(failures > 0 ? 1 : 0);

function readArguments(words) {
  const interpreters = [];
  for (let index = 0; index < words.length; index++) {
    if (words[index] === '--python' && words[index + 1]) interpreters.push(words[++index]);
    else if (words[index] !== '--verbose') {
      console.error(`unknown argument ${words[index]}`);
      process.exit(2);
    }
  }
  return { interpreters: interpreters.length > 0 ? interpreters : ['python3'], isVerbose: words.includes('--verbose') };
}

async function loadTables() {
  const outfile = path.join(folder, 'tables.mjs');
  await build({ absWorkingDir: root, stdin: { contents: "export * from './tables.js'; export * from './awaitless-modules.js';", resolveDir: path.join(root, 'rules/src/knowledge'), loader: 'ts' }, outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
  return import(pathToFileURL(outfile).href);
}

function checkStandardLibrary(tables, awaitless) {
  const aliases = new Map();
  let newest = 0;
  for (const interpreter of interpreters) {
    const report = introspect(interpreter, tables, awaitless);
    newest = Math.max(newest, Number(report.version.split('.')[1]));
    print(`standard library, Python ${report.version}`, report);
    for (const [name, exists] of Object.entries(report.aliases)) aliases.set(name, exists || aliases.get(name) === true);
  }
  reportAliases(aliases, newest >= KNOWS_ALL_ALIASES ? 'problem' : 'unproven');
}

function checkPackages(tables) {
  const environment = path.join(folder, 'venv');
  run(interpreters[0], ['-m', 'venv', environment]);
  const python = path.join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PACKAGES]);
  const report = introspect(python, tables);
  print(`packages, Python ${report.version}`, report);
  reportAliases(new Map(Object.entries(report.aliases)), 'problem');
}

function introspect(interpreter, tables, awaitless = []) {
  return JSON.parse(run(interpreter, [path.join(import.meta.dirname, 'verify-knowledge.py')], JSON.stringify({ tables, awaitless })));
}

function run(command, args, input) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status === 0) return stdout;
  throw new Error(`${command} ${args.join(' ')} failed\n${error ?? stderr}`);
}

/** An alias must lead from a name that exists on at least one of the interpreters; `missing`: what it is when it does not. */
function reportAliases(aliases, missing) {
  const absent = [...aliases].filter(([name, exists]) => !exists && !WINDOWS_ALIASES.has(name)).map(([name]) => `${name}: alias of a name that does not exist`);
  print('aliases', { checked: aliases.size, problems: missing === 'problem' ? absent : [], unproven: missing === 'problem' ? [] : absent });
}

async function checkNode(tables) {
  const problems = [];
  let checked = 0;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isExpected = ({ since }) => {
    if (since === undefined) return true;
    const [wantedMajor = 0, wantedMinor = 0] = since.split('.').map(Number);
    return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
  };
  for (const table of tables) {
    if (!table.module.startsWith('node:') && table.module !== 'globalThis') continue;
    const isThere = isExpected(table);
    const module = table.module === 'globalThis' ? globalThis : await import(table.module).catch(() => undefined);
    if (!module) {
      if (isThere) problems.push(`${table.module}: does not exist`);
      continue;
    }
    const check = (name, value, facts) => {
      checked++;
      const exists = typeof value === 'function';
      if (exists !== (isThere && isExpected(facts))) problems.push(`${table.module} ${name}: ${exists ? 'exists, contrary to the table' : 'does not exist'}`);
      if (exists && value.constructor.name === 'AsyncFunction' && facts.awaitable === undefined) problems.push(`${table.module} ${name}: declared synchronous, is async`);
      if (exists && value.constructor.name === 'AsyncGeneratorFunction' && !facts.asyncIterable) problems.push(`${table.module} ${name}: is an async generator`);
    };
    for (const [name, facts] of Object.entries(table.functions)) check(name, name.split('.').reduce((owner, part) => owner?.[part], module), facts);
    for (const [name, cls] of Object.entries(table.classes)) {
      if (cls.nominal || !isThere) continue;
      const value = module[name];
      check(name, value, cls);
      for (const [method, facts] of Object.entries(cls.methods)) {
        check(`${name}.${method}`, Object.getOwnPropertyDescriptor(value?.prototype ?? {}, method)?.value ?? value?.prototype?.[method], facts);
      }
    }
  }
  print(`Node ${process.versions.node}`, { checked, problems, unproven: [] });
  checkDeclarations(tables.filter(({ module }) => !module.startsWith('node:') && module !== 'globalThis'));
}

/** npm packages: every name must be declared by the package's types. */
function checkDeclarations(tables) {
  run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['install', '--silent', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder, ...NODE_PACKAGES]);
  const problems = [];
  let checked = 0;
  for (const table of tables) {
    const text = fs.readFileSync(path.join(folder, 'node_modules', '@types', table.module, 'index.d.ts'), 'utf8');
    for (const [name, cls] of Object.entries(table.classes)) {
      for (const [method, facts] of Object.entries(cls.methods)) {
        checked++;
        const declaration = new RegExp(`\\b${method}(?:<[^(]*>)?\\(([^;]*);`).exec(text);
        if (!declaration) problems.push(`${table.module} ${name}.${method}: is not declared`);
        else if (/:\s*Promise</.test(declaration[1] ?? '') !== (facts.awaitable === 'promise')) problems.push(`${table.module} ${name}.${method}: awaitable differs`);
      }
    }
  }
  print('npm packages', { checked, problems, unproven: [] });
}

function print(title, { checked, problems, unproven }) {
  failures += problems.length;
  console.log(`${title}: ${checked} names, ${problems.length} wrong, ${unproven.length} without evidence of their kind`);
  for (const problem of problems) console.log(`  ${problem}`);
  if (isVerbose) for (const name of unproven) console.log(`  no evidence: ${name}`);
}
