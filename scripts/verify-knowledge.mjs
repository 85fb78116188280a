// Compares the knowledge tables with the real libraries: Python's by introspection in a virtual environment, Node's in this
// process. Needs the network for `pip install`; never part of `npm test`.
// usage: node scripts/verify-knowledge.mjs [--python <interpreter>]… [--verbose] [--write]
//   The environment is kept in the user's cache folder (KNOWLEDGE_CACHE names another) until an interpreter or
//   knowledge/packages.txt changes.
//   --write  records where the libraries define what the tables name, in rules/src/knowledge/definition-homes.ts
//   The standard library is checked on every interpreter given (default: python3), packages on the first one. Give
//   Python 3.13 or newer as well: some aliases are names that older versions do not have, so without it a missing one
//   proves nothing and is only counted.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { build } from 'esbuild';

const NODE_PACKAGES = [
  '@types/better-sqlite3@7.6.13', '@types/node@22', 'pg', '@types/pg', 'pg-pool', '@types/pg-pool', 'mysql', '@types/mysql', 'mysql2', 'postgres', '@prisma/client@6', 'mongodb', 'mongoose', 'knex', 'sequelize',
  'typeorm', 'neo4j-driver', 'cassandra-driver', '@elastic/elasticsearch', '@opensearch-project/opensearch', 'ioredis', 'redis', 'bullmq', 'amqplib', '@types/amqplib', 'kafkajs',
  ...'s3 dynamodb sqs sns ses lambda secrets-manager ssm eventbridge kinesis cloudwatch sfn kms cognito-identity-provider bedrock-runtime sts'.split(' ').map((service) => `@aws-sdk/client-${service}`),
  'undici', 'winston', 'pino', '@nestjs/common', 'rxjs', 'reflect-metadata', '@types/node-fetch@2', 'axios', 'nodemailer', '@types/nodemailer', 'express', '@types/express', 'fastify', 'koa', '@types/koa', '@koa/router', '@types/koa-router',
];

/** Old homes that exist on Windows only. */
const WINDOWS_ALIASES = new Set(['nt', 'asyncio.ProactorEventLoop']);

/** The minor version of Python 3 from which on every alias exists. */
const KNOWS_ALL_ALIASES = 13;

const root = path.resolve(import.meta.dirname, '..');
const PACKAGES = path.join(import.meta.dirname, 'knowledge', 'packages.txt');
const HOMES = path.join(root, 'rules/src/knowledge/definition-homes.ts');
const { interpreters, isVerbose, isWriting } = readArguments(process.argv.slice(2));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'verify-knowledge-'));
let failures = 0;
try {
  const knowledge = await loadTables();
  checkStandardLibrary(knowledge.standardTables, knowledge.awaitlessModules);
  checkPackages(knowledge.packageTables, connectionsIn(knowledge));
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
    else if (!['--verbose', '--write'].includes(words[index])) {
      console.error(`unknown argument ${words[index]}`);
      process.exit(2);
    }
  }
  return { interpreters: interpreters.length > 0 ? interpreters : ['python3'], isVerbose: words.includes('--verbose'), isWriting: words.includes('--write') };
}

async function loadTables() {
  const outfile = path.join(folder, 'tables.mjs');
  await build({ absWorkingDir: root, stdin: { contents: "export * from './tables.js'; export * from './awaitless-modules.js'; export * as connections from './connections.js';", resolveDir: path.join(root, 'rules/src/knowledge'), loader: 'ts' }, outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
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

/** What connections.ts lists, and what an argument that limits has to be an argument of: constructors and factories of clients and pools. */
function connectionsIn({ connections, packageTables }) {
  const factories = packageTables.flatMap(({ module, functions, classes }) => [
    ...Object.entries(functions).filter(([, facts]) => facts.opens).map(([name]) => `${module}.${name}`),
    ...Object.entries(classes).filter(([, cls]) => !cls.nominal && (cls.resource || cls.bases)).map(([name]) => `${module}.${name}`),
  ]);
  return {
    modules: connections.CONNECTING_MODULES, functions: [...connections.CONNECTING_FUNCTIONS], pools: [...connections.POOLS],
    arguments: [...connections.LIMITING_ARGUMENTS], factories,
  };
}

function checkPackages(tables, connections) {
  const report = introspect(pythonWithPackages(), tables, [], connections);
  print(`packages, Python ${report.version}`, report);
  print('connections', report.connections);
  reportAliases(new Map(Object.entries(report.aliases)), 'problem');
  checkHomes(report.homes);
}

/** The interpreter of an environment with the packages, made when there is none for these versions yet. */
function pythonWithPackages() {
  const cache = process.env.KNOWLEDGE_CACHE ?? path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'async-pitfalls-knowledge');
  const key = createHash('sha256').update(run(interpreters[0], ['-c', 'import sys; print(sys.version, sys.base_prefix)'])).update(fs.readFileSync(PACKAGES)).digest('hex').slice(0, 16);
  const environment = path.join(cache, key);
  const pythonOf = (place) => path.join(place, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  if (fs.existsSync(environment)) return pythonOf(environment);
  // Made under another name, so that an interrupted run leaves nothing that looks complete.
  const unfinished = path.join(cache, `${key}-${process.pid}`);
  fs.mkdirSync(cache, { recursive: true });
  try {
    run(interpreters[0], ['-m', 'venv', unfinished]);
    run(pythonOf(unfinished), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', PACKAGES]);
    if (!fs.existsSync(environment)) fs.renameSync(unfinished, environment);
  } finally {
    fs.rmSync(unfinished, { recursive: true, force: true });
  }
  return pythonOf(environment);
}

/** The recorded places of definition must be the real ones: code inside a library, and its stubs, use those names. */
function checkHomes(homes) {
  const text = homesModule(homes);
  const isCurrent = fs.existsSync(HOMES) && fs.readFileSync(HOMES, 'utf8') === text;
  if (isWriting && !isCurrent) fs.writeFileSync(HOMES, text);
  print('places of definition', { checked: Object.keys(homes).length, problems: isCurrent || isWriting ? [] : [`${path.relative(root, HOMES)} is not current: run with --write`], unproven: [] });
}

function homesModule(homes) {
  const modules = new Map();
  for (const [home, name] of Object.entries(homes).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const module = home.slice(0, home.lastIndexOf('.'));
    if (!modules.has(module)) modules.set(module, []);
    modules.get(module).push(`${JSON.stringify(home).replaceAll('"', "'")}: '${name}'`);
  }
  const lines = [...modules.values()].map((entries) => `  ${entries.join(', ')},`);
  return `/** Where libraries define what the tables know by its public name. Written by \`node scripts/verify-knowledge.mjs --write\`. */\nexport const definitionHomes: Readonly<Record<string, string>> = {\n${lines.join('\n')}\n};\n`;
}

function introspect(interpreter, tables, awaitless = [], connections = undefined) {
  return JSON.parse(run(interpreter, [path.join(import.meta.dirname, 'knowledge', 'verify.py')], JSON.stringify({ tables, awaitless, connections })));
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

/** npm packages: every name must be declared by the package's types, and its methods with it. */
function checkDeclarations(tables) {
  run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['install', '--silent', '--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps', '--prefix', folder, ...NODE_PACKAGES]);
  const entry = path.join(folder, 'declarations.mts');
  fs.writeFileSync(entry, tables.map(({ module }, index) => `import * as m${index} from '${module}';`).join('\n'));
  const program = ts.createProgram([entry], {
    target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, strict: true, skipLibCheck: true, types: ['node'], noEmit: true,
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(entry);
  const problems = [];
  const unproven = [];
  let checked = 0;
  const isPromise = (type) => checker.getPropertyOfType(checker.getNonNullableType(type), 'then') !== undefined;
  tables.forEach((table, index) => {
    const module = checker.getSymbolAtLocation(source.statements[index].moduleSpecifier);
    if (!module) return void unproven.push(`${table.module}: has no types`);
    const byDefault = Object.entries(table.aliases ?? {}).filter(([from]) => from === `${table.module}.default`).map(([, to]) => to.slice(table.module.length + 1));
    // As an import sees it: `default` is there for what `export =` gives, too.
    const namespace = checker.getTypeAtLocation(source.statements[index].importClause.namedBindings.name);
    const memberOfDefault = (name) => { const all = checker.getPropertyOfType(namespace, 'default'); return all && checker.getPropertyOfType(checker.getTypeOfSymbolAtLocation(all, source), name); };
    const exported = (name) => checker.getExportsOfModule(module).find((symbol) => symbol.name === name) ?? checker.getPropertyOfType(namespace, name)
      ?? (byDefault.includes(name) ? checker.getPropertyOfType(namespace, 'default') : byDefault.includes('') ? memberOfDefault(name) : undefined);
    const real = (symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);
    for (const [name, facts] of Object.entries(table.functions)) {
      checked++;
      const [first, ...rest] = name.split('.');
      const symbol = exported(first);
      const type = symbol && rest.reduce((owner, part) => { const member = owner && checker.getPropertyOfType(owner, part); return member && checker.getTypeOfSymbolAtLocation(member, source); }, checker.getTypeOfSymbolAtLocation(real(symbol), source));
      const signature = type?.getCallSignatures()[0];
      if (!signature) problems.push(`${table.module} ${name}: is not declared as a function`);
      else if (facts.awaitable && !isPromise(signature.getReturnType())) problems.push(`${table.module} ${name}: awaitable differs`);
    }
    for (const [name, cls] of Object.entries(table.classes)) {
      const symbol = exported(name);
      const type = symbol && (checker.getTypeOfSymbolAtLocation(real(symbol), source).getConstructSignatures()[0]?.getReturnType() ?? checker.getDeclaredTypeOfSymbol(real(symbol)));
      if (!type || type.flags & ts.TypeFlags.Any) {
        // Prisma's client is generated for each project.
        (cls.nominal || table.module === '@prisma/client' ? unproven : problems).push(`${table.module} ${name}: is not declared`);
        continue;
      }
      for (const [method, facts] of Object.entries(cls.methods)) {
        checked++;
        const member = checker.getPropertyOfType(type, method) ?? checker.getPropertyOfType(checker.getTypeOfSymbolAtLocation(real(symbol), source), method);
        const signatures = member ? checker.getTypeOfSymbolAtLocation(member, source).getCallSignatures() : [];
        if (signatures.length === 0) problems.push(`${table.module} ${name}.${method}: is not declared`);
        else if (!signatures.some((signature) => isPromise(signature.getReturnType()) === (facts.awaitable !== undefined || (facts.returns === 'self' && cls.awaitable !== undefined)))) problems.push(`${table.module} ${name}.${method}: awaitable differs`);
      }
    }
  });
  print('npm packages', { checked, problems, unproven });
}

function print(title, { checked, problems, unproven }) {
  failures += problems.length;
  console.log(`${title}: ${checked} names, ${problems.length} wrong, ${unproven.length} without evidence of their kind`);
  for (const problem of problems) console.log(`  ${problem}`);
  if (isVerbose) for (const name of unproven) console.log(`  no evidence: ${name}`);
}
