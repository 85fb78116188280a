// The command line beside other tools on the same folders: in turns, so that a busy moment hits all of them.
// usage: node bench/peers.mjs FOLDER… [--rounds N] [--ruff PATH] [--flake8 PATH] [--pyright PATH]
// A tool is left out when no path is given. Prints figures, checks nothing: the tools do different work.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' }, ruff: { type: 'string' }, flake8: { type: 'string' }, pyright: { type: 'string' } },
});
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-peers-'));
process.on('exit', () => { fs.rmSync(folder, { recursive: true, force: true }); });
execFileSync(process.execPath, [path.resolve(import.meta.dirname, '../scripts/build.mjs'), 'cli', '--minify', '--into', folder], { stdio: 'ignore' });

/** Rules about asynchronous code only, no caches, one process; pyright has no such choice and checks everything. */
const tools = {
  'async-pitfalls': [process.execPath, [path.join(folder, 'rules/dist/cli.cjs'), 'check', '--format', 'json']],
  ruff: [options.ruff, ['check', '--isolated', '--no-cache', '--preview', '--select', 'ASYNC,RUF006', '--quiet']],
  'flake8-async': [options.flake8, ['--isolated', '-j', '1', '--select', 'ASYNC']],
  pyright: [options.pyright, ['--outputjson']],
};

for (const target of positionals.map((each) => path.resolve(each))) {
  const times = new Map(Object.entries(tools).filter(([, [program]]) => program).map(([name]) => [name, []]));
  for (let round = 0; round < Number(options.rounds); round++) for (const [name, found] of times) found.push(run(tools[name], target));
  const own = best(times.get('async-pitfalls'));
  const files = fs.readdirSync(target, { recursive: true }).filter((name) => name.endsWith('.py')).length;
  console.log(`${path.basename(target)}: ${files} Python files, ${options.rounds} rounds in turns, seconds`);
  for (const [name, found] of times) {
    const sorted = [...found].sort((a, b) => a - b);
    console.log(`  ${name.padEnd(15)} min ${best(found).toFixed(2).padStart(6)}  median ${sorted[sorted.length >> 1].toFixed(2).padStart(6)}  ${(best(found) / own).toFixed(2).padStart(6)} × async-pitfalls`);
  }
}

function run([program, args], target) {
  const started = performance.now();
  const { error, status, stderr } = spawnSync(program, [...args, target], { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  // 0: clean, 1: findings, for all of them.
  if (error || status === null || status > 1) throw new Error(`${program} failed: ${error?.message ?? stderr}`);
  return (performance.now() - started) / 1000;
}

function best(values) {
  return Math.min(...values);
}
