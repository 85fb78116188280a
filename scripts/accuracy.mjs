// Runs the command line over real packages and prints findings with their lines of code, for people to judge.
// The verdicts are in docs/accuracy.md.
//   node scripts/accuracy.mjs [--preset recommended|strict] [--into DIR] [--services DIR] [--sample N] [--seed S] [package[==version] …]
//   --into      where packages are installed and kept for the next run (default: a temporary folder)
//   --services  also the services that blocking-depth.mjs keeps in its --into, each with its environment
//   --sample    print all errors and N other findings drawn by chance, instead of everything; rare rules are drawn first
//   --seed      which draw (default: 1); the same seed, packages and rules give the same sample
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

/** Pinned, so that the figures can be had again. The value is the folder that the package installs. */
const PACKAGES = {
  'aiohttp==3.14.5': 'aiohttp',
  'discord.py==2.7.1': 'discord',
  'distributed==2026.8.0': 'distributed',
  'langchain-core==1.7.2': 'langchain_core',
  'python-telegram-bot==22.8': 'telegram',
  'redis==8.1.0': 'redis',
  'SQLAlchemy==2.1.9': 'sqlalchemy',
  'langsmith==0.14.17': 'langsmith',
  'langgraph==1.2.22': 'langgraph',
  'starlette==1.10.0': 'starlette',
  'anyio==4.16.0': 'anyio',
  'websockets==17.4': 'websockets',
  'tornado==6.6.1': 'tornado',
  'httpx==0.28.1': 'httpx',
  'httpcore==1.0.9': 'httpcore',
  'fsspec==2026.9.0': 'fsspec',
  'tenacity==9.2.1': 'tenacity',
  'homeassistant==2026.2.3': 'homeassistant',
};
const CONTEXT_LINES = 6;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    preset: { type: 'string', default: 'recommended' },
    into: { type: 'string' },
    services: { type: 'string' },
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});
const root = path.resolve(import.meta.dirname, '..');
const into = path.resolve(options.into ?? fs.mkdtempSync(path.join(os.tmpdir(), 'async-pitfalls-accuracy-')));
const chosen = positionals.length > 0 ? positionals : Object.keys(PACKAGES);

run('node', [path.join(root, 'scripts/build.mjs'), 'cli']);
const found = [...chosen.map(installed), ...services()].flatMap(check);
console.log(`\n${'total'.padEnd(32)}${JSON.stringify(countsOf(found))}`);
const errors = found.filter(({ finding }) => finding.level === 'error');
const others = found.filter(({ finding }) => finding.level !== 'error');
for (const each of [...errors, ...(options.sample === undefined ? others : drawn(others, Number(options.sample), Number(options.seed)))]) print(each);

/** Only the sources are wanted: wheels of other platforms and newer Pythons do as well. */
function installed(name) {
  const folder = path.join(into, name.replace(/[^\w.-]+/g, '_'));
  const package_ = PACKAGES[name] ?? name.split('==')[0].replaceAll('-', '_');
  if (!fs.existsSync(path.join(folder, package_))) {
    run('python3', ['-m', 'pip', 'install', '--quiet', '--no-deps', '--ignore-requires-python', '--target', folder, name]);
  }
  return { name, folder, package_ };
}

function services() {
  if (options.services === undefined) return [];
  return fs.readdirSync(options.services).sort()
    .map((name) => ({ name, folder: path.resolve(options.services, name), package_: name }))
    .filter(({ folder, package_ }) => fs.existsSync(path.join(folder, package_)));
}

function check({ name, folder, package_ }) {
  const checked = spawnSync(process.execPath, [path.join(root, 'rules/dist/cli.cjs'), 'check', package_, '--format', 'json', '--stats', '--no-cache', '--preset', options.preset],
    { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (checked.status !== 0 && checked.status !== 1) throw new Error(`${name}: exit ${checked.status}\n${checked.stderr}`);
  const { findings, problems, stats } = JSON.parse(checked.stdout);
  const here = findings.map((finding) => ({ name, folder, finding }));
  console.log(`\n## ${name}: ${stats.files} files, ${stats.functions} functions, ${findings.length} findings ${JSON.stringify(countsOf(here))}`);
  for (const problem of problems) console.log(`problem: ${problem.message}`);
  return here;
}

function countsOf(list) {
  const counts = {};
  for (const { finding } of list) {
    const key = `${finding.rule}/${finding.level}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** Round by round one of each rule and level, so that a frequent rule does not crowd out the others. */
function drawn(list, count, seed) {
  const next = randomNumbers(seed);
  const piles = [...pilesOf(list).values()];
  for (const pile of piles) {
    for (let at = pile.length - 1; at > 0; at--) {
      const other = Math.floor(next() * (at + 1));
      [pile[at], pile[other]] = [pile[other], pile[at]];
    }
  }
  const rounds = Math.max(0, ...piles.map((pile) => pile.length));
  const order = Array.from({ length: rounds }, (_, round) => piles.flatMap((pile) => pile.slice(round, round + 1))).flat();
  return order.slice(0, count).sort((a, b) => a.finding.rule.localeCompare(b.finding.rule));
}

/** By rule and level. Node 20 has no `Object.groupBy`. */
function pilesOf(list) {
  const piles = new Map();
  for (const each of list) {
    const key = `${each.finding.rule}/${each.finding.level}`;
    piles.set(key, [...(piles.get(key) ?? []), each]);
  }
  return piles;
}

/** A linear congruential generator (Numerical Recipes): chance that can be had again. */
function randomNumbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function print({ name, folder, finding }) {
  console.log(`\n${name} ${finding.path}:${finding.line} ${finding.level} ${finding.rule}: ${finding.message}`);
  for (const related of finding.related) console.log(`      ${related.path}:${related.line} ${related.message}`);
  const lines = fs.readFileSync(path.join(folder, finding.path), 'utf8').split(/\r\n|\r|\n/);
  const around = options.sample === undefined ? 0 : CONTEXT_LINES;
  for (let line = Math.max(1, finding.line - around); line <= Math.min(lines.length, finding.line + around); line++) {
    console.log(`  ${line === finding.line ? '>' : ' '} ${String(line).padStart(5)} ${lines[line - 1]}`);
  }
}

function run(command, args) {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stderr}`);
}
