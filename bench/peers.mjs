// The command line beside other tools on the same folders: in turns, so that a busy moment hits all of them.
// usage: node bench/peers.mjs FOLDER… [--rounds N] [--ruff PATH] [--flake8 PATH] [--pyright PATH] [--limit MINUTES]
// Elapsed and CPU time, peak memory of the largest process; async-pitfalls twice, first without what it keeps between runs.
// A tool is left out when no path is given; one that takes longer than the limit is stopped, and its figures are marked. Prints figures, checks nothing: the tools do different work.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' }, ruff: { type: 'string' }, flake8: { type: 'string' }, pyright: { type: 'string' }, limit: { type: 'string', default: '60' } },
});
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-peers-'));
process.on('exit', () => { fs.rmSync(folder, { recursive: true, force: true }); });
execFileSync(process.execPath, [path.resolve(import.meta.dirname, '../scripts/build.mjs'), 'cli', '--minify', '--into', folder], { stdio: 'ignore' });

/** Rules about asynchronous code only, otherwise each as it is by default; pyright has no such choice and checks everything. */
const own = [path.join(folder, 'rules/dist/cli.cjs'), 'check', '--format', 'json', '--cache-location', path.join(folder, 'cache')];
const forget = () => { fs.rmSync(path.join(folder, 'cache'), { recursive: true, force: true }); };
const tools = {
  'async-pitfalls': { program: process.execPath, args: own, before: forget },
  '… again': { program: process.execPath, args: own },
  '… two threads': { program: process.execPath, args: [...own, '--threads', '2'], before: forget },
  ruff: { program: options.ruff, args: ['check', '--isolated', '--no-cache', '--preview', '--select', 'ASYNC,RUF006', '--quiet'] },
  pyright: { program: options.pyright, args: ['--outputjson'] },
  'flake8-async': { program: options.flake8, args: ['--isolated', '-j', '1', '--select', 'ASYNC'] },
};

/** Stops what takes too long, together with its children, and says so by its exit status. */
const limited = ['timeout', `${Number(options.limit)}m`];
const stopped = 124;
/** GNU time tells what a process and its children took; without it only elapsed time is known. */
const meter = spawnSync('/usr/bin/time', ['-f', '%U', 'true']).status === 0 ? ['/usr/bin/time', '-f', 'usage %U %S %M'] : [];

for (const target of positionals.map((each) => path.resolve(each))) {
  const runs = new Map(Object.entries(tools).filter(([, { program }]) => program).map(([name]) => [name, []]));
  for (let round = 0; round < Number(options.rounds); round++) for (const [name, found] of runs) found.push(run(tools[name], target));
  const files = fs.readdirSync(target, { recursive: true }).filter((name) => name.endsWith('.py')).length;
  console.log(`${path.basename(target)}: ${files} Python files, best of ${options.rounds} rounds in turns`);
  console.log(`  ${''.padEnd(15)} elapsed s    CPU s  × CPU  × elapsed  peak MB`);
  const [base] = runs.values();
  for (const [name, found] of runs) {
    const columns = [
      least(found, 'elapsed').toFixed(2).padStart(9), least(found, 'cpu').toFixed(2).padStart(8), (least(found, 'cpu') / least(base, 'cpu')).toFixed(2).padStart(6),
      (least(found, 'elapsed') / least(base, 'elapsed')).toFixed(2).padStart(10), least(found, 'memory').toFixed(0).padStart(8),
    ];
    console.log(`  ${name.padEnd(15)} ${columns.join(' ')}${found.some(({ isStopped }) => isStopped) ? '  > stopped' : ''}`);
  }
}

function run({ program, args, before }, target) {
  before?.();
  const [command, ...words] = [...meter, ...limited, program, ...args, target];
  const started = performance.now();
  const { error, status, stderr } = spawnSync(command, words, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8', maxBuffer: 1e9 });
  const elapsed = (performance.now() - started) / 1000;
  // 0: clean, 1: findings, for all of them.
  if (error || status === null || status > 1 && status !== stopped) throw new Error(`${program} failed: ${error?.message ?? stderr}`);
  const [, user = NaN, system = NaN, kilobytes = NaN] = /^usage (\S+) (\S+) (\d+)$/m.exec(stderr) ?? [];
  return { elapsed, cpu: Number(user) + Number(system), memory: Number(kilobytes) / 1024, isStopped: status === stopped };
}

function least(runs, figure) {
  return Math.min(...runs.map((each) => each[figure]));
}
