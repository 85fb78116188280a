// How long an editor waits, and how fast the command line is. Prints figures, checks nothing; see README.md here.
// usage: node bench/latency.mjs [--file FILE --root FOLDER] [--edits N] [--starts N] [--check FOLDER] [--lines N] [--seed N] [--memory N] [--runs N]
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startServer } from './measured-server.mjs';
import { serviceFiles } from './service-file.mjs';

const { values: options } = parseArgs({
  options: {
    file: { type: 'string' }, root: { type: 'string' }, check: { type: 'string' },
    edits: { type: 'string', default: '200' }, starts: { type: 'string', default: '7' },
    lines: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' },
    // Edits before memory is read again, runs of the command line; 0 leaves the part out.
    memory: { type: 'string', default: '250' }, runs: { type: 'string', default: '3' }, 'warm-up': { type: 'string', default: '60' },
  },
});
const warmUp = Number(options['warm-up']);
const PYTHON_KINDS = [
  ['in an async function', /\n[ \t]*async def \w+\([\s\S]*?:\n[\s\S]*?[^.\w](?:self|[a-z]\w*)\.\w+/],
  ['in a plain function', /\n[ \t]*def (?!__init__)\w+\([\s\S]*?:\n[\s\S]*?[^.\w](?:self|[a-z]\w*)\.\w+/],
  ['name of a class', /\nclass \w+/],
  ['name of a method', /\n[ \t]+(?:async )?def \w+/],
  ['name of a module variable', /\n[A-Za-z]\w*(?=(?:: [^\n=]+)? = )/],
];
const TYPESCRIPT_KINDS = [
  ['in an async function', /\n[ \t]*(?:(?:export|public|private|override) )*async (?:function )?\w+\([\s\S]*?\{\n[\s\S]*?[^.\w](?:this|[a-z]\w*)\.\w+/],
  ['name of a class', /\n(?:export )?(?:abstract )?class \w+/],
  ['name of a method', /\n[ \t]+(?:(?:public|private|override) )*async \w+(?=\()/],
  ['name of a module variable', /\n(?:export )?const \w+(?=(?:: [^\n=]+)? = )/],
];
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-latency-'));
process.on('exit', () => { fs.rmSync(folder, { recursive: true, force: true }); });

// What ships is minified.
execFileSync(process.execPath, [path.resolve(import.meta.dirname, '../scripts/build.mjs'), 'server', 'cli', '--minify', '--into', folder], { stdio: 'ignore' });
const bundle = path.join(folder, 'dist/server.js');
const { file, root } = options.file ? realFile() : madeFile();
const text = fs.readFileSync(file, 'utf8');
console.log(`${path.basename(file)}, ${text.split('\n').length - 1} lines; node ${process.version}; milliseconds, CPU = all threads of the server process\n`);

await coldStarts(Number(options.starts));
await warmEdits(Number(options.edits));
if (Number(options.runs) > 0) await throughput(path.resolve(options.check ?? root), Number(options.runs));

function madeFile() {
  const package_ = path.join(folder, 'shop');
  fs.mkdirSync(package_);
  const files = serviceFiles({ lines: Number(options.lines), seed: Number(options.seed) });
  for (const [name, content] of Object.entries(files)) fs.writeFileSync(path.join(package_, name), content);
  return { file: path.join(package_, 'service.py'), root: package_ };
}

function realFile() {
  const file = path.resolve(options.file);
  return { file, root: path.resolve(options.root ?? path.dirname(file)) };
}

/** From the start of the process to the first diagnostics of the file. */
async function coldStarts(count) {
  const times = [];
  const cpu = [];
  let found = 0;
  for (let i = 0; i < count; i++) {
    const started = performance.now();
    const server = await startServer({ bundle, root });
    found = await server.open(file);
    times.push(performance.now() - started);
    cpu.push((await server.usage()).cpu);
    await server.stop();
  }
  console.log(`cold start to first diagnostics (${count} starts, ${found} diagnostics)`);
  table(['', 'min', 'median', 'max'], [['elapsed', ...spread(times)], ['CPU', ...spread(cpu)]]);
}

/** One character in, the next edit takes it out again; each time all diagnostics of the file. */
async function warmEdits(count) {
  const server = await startServer({ bundle, root });
  await server.open(file);
  let version = 2;
  const toggle = async ({ line, character }) => {
    const at = { line, character };
    const isOut = version % 2 === 0;
    await server.edit(file, version++, { start: at, end: isOut ? at : { line, character: character + 1 } }, isOut ? 'x' : '');
  };
  const places = editPlaces(text);
  const rows = [];
  for (let i = 0; i < warmUp; i++) await toggle(places[(i >> 1) % places.length]);
  for (const place of places) {
    const elapsed = [];
    const cpu = [];
    for (let i = 0; i < count; i++) {
      const before = (await server.usage()).cpu;
      const started = performance.now();
      await toggle(place);
      elapsed.push(performance.now() - started);
      cpu.push((await server.usage()).cpu - before);
    }
    rows.push([place.what, ...summary(cpu), ...summary(elapsed)]);
  }
  console.log(`warm edits (${count} each after ${warmUp}): a one-character edit to the diagnostics of the whole file`);
  table(['', 'CPU: min', 'median', 'p95', 'max', 'round trip: min', 'median', 'p95', 'max'], rows);
  if (Number(options.memory) > 0) await memory(server, toggle, places, Number(options.memory));
  await server.stop();
}

async function memory(server, toggle, places, step) {
  const rows = [];
  for (const edits of [0, step, 2 * step]) {
    for (let i = 0; edits > 0 && i < step; i++) await toggle(places[(i >> 1) % places.length]);
    const { heap, rss } = await server.usage('collect');
    rows.push([`${edits} more edits`, heap.toFixed(1), rss.toFixed(0)]);
  }
  console.log('memory of the server in MB');
  table(['', 'heap', 'resident'], rows);
}

/** Where a character is put: at the end of a name, so that the text stays a program. Kinds that the text lacks are left out. */
function editPlaces(source) {
  const kinds = file.endsWith('.py') ? PYTHON_KINDS : TYPESCRIPT_KINDS;
  return kinds.flatMap(([what, pattern]) => {
    const found = pattern.exec(source);
    if (!found) return [];
    const before = source.slice(0, found.index + found[0].length).split('\n');
    return [{ what, line: before.length - 1, character: before.at(-1).length }];
  });
}

/** The command line over a folder, from start to end. */
async function throughput(target, count) {
  const runs = [];
  for (let i = 0; i < count; i++) runs.push(await checkOnce(target));
  const { files, analysedFiles } = runs[0];
  console.log(`command line over ${path.basename(target)}: ${files} files, ${analysedFiles} of them analysed`);
  const rate = (milliseconds) => (files / milliseconds * 1000).toFixed(0);
  const least = (key) => Math.min(...runs.map((run) => run[key]));
  const middle = (key) => sorted(runs.map((run) => run[key]))[count >> 1];
  table(['', 'best ms', 'median ms', 'files/s'], [
    ['elapsed', least('elapsed').toFixed(0), middle('elapsed').toFixed(0), rate(least('elapsed'))],
    ['CPU', least('cpu').toFixed(0), middle('cpu').toFixed(0), rate(least('cpu'))],
  ]);
}

function checkOnce(target) {
  const hook = path.join(import.meta.dirname, 'cpu-accounting.cjs');
  const started = performance.now();
  const child = spawn(process.execPath, ['--require', hook, path.join(folder, 'rules/dist/cli.cjs'), 'check', target, '--format', 'json'], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  let output = '';
  let cpu = Number.NaN;
  child.stdout.setEncoding('utf8').on('data', (chunk) => { output += chunk; });
  child.on('message', (told) => { cpu = told.cpu; });
  return new Promise((resolve) => {
    child.on('close', () => { resolve({ ...JSON.parse(output).stats, elapsed: performance.now() - started, cpu }); });
  });
}

function sorted(values) {
  return [...values].sort((a, b) => a - b);
}

function at(values, share) {
  return sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))].toFixed(1);
}

function spread(values) {
  return [at(values, 0), at(values, 0.5), at(values, 1)];
}

function summary(values) {
  return [at(values, 0), at(values, 0.5), at(values, 0.95), at(values, 1)];
}

function table(head, rows) {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  for (const row of all) console.log(`  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  ')}`);
  console.log('');
}
