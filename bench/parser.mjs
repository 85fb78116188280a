// How fast Python text becomes a tree: MB/s over the standard library, and milliseconds for a file of 5,000 lines.
// usage: node bench/parser.mjs [--python PATH] [--rounds N]      Prints figures (CPU time), checks nothing.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const { values: options } = parseArgs({ options: { python: { type: 'string', default: 'python3' }, rounds: { type: 'string', default: '9' } } });
const rounds = Number(options.rounds);
const { parsePython, tokenize } = await loadParser();

const library = spawnSync(options.python, ['-c', 'import sysconfig; print(sysconfig.get_path("stdlib"))'], { encoding: 'utf8' }).stdout.trim();
const texts = ['.', 'asyncio', 'concurrent/futures', 'email', 'http', 'json', 'unittest', 'xml/etree']
  .flatMap((folder) => fs.readdirSync(path.join(library, folder)).filter((name) => name.endsWith('.py')).sort().map((name) => path.join(library, folder, name)))
  .map((file) => fs.readFileSync(file, 'utf8'));
const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
const longFile = fiveThousandLines();

console.log(`${texts.length} files, ${megabytes.toFixed(1)} MB, best and median of ${rounds} rounds after warm-up, CPU time`);
report('tokens', measure(() => texts.forEach((text) => tokenize(text, 'as-written'))));
report('tree  ', measure(() => texts.forEach((text) => parsePython(text))));
const long = measure(() => void parsePython(longFile));
console.log(`5,000 lines (${(longFile.length / 1e3).toFixed(0)} kB): ${long.best.toFixed(1)} ms best, ${long.median.toFixed(1)} ms median`);

function report(what, { best, median }) {
  console.log(`${what}: ${((megabytes / best) * 1000).toFixed(1)} MB/s best, ${((megabytes / median) * 1000).toFixed(1)} MB/s median`);
}

/** CPU milliseconds of this process: other work on the machine disturbs it less than the clock. */
function measure(run) {
  for (let i = 0; i < 3; i++) run();
  const times = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage();
    run();
    const used = process.cpuUsage(before);
    return (used.user + used.system) / 1000;
  }).sort((a, b) => a - b);
  return { best: times[0], median: times[rounds >> 1] };
}

/** Whole modules, one after another, cut after 5,000 lines. */
function fiveThousandLines() {
  const lines = [];
  for (const text of texts) {
    lines.push(...text.split('\n'));
    if (lines.length > 5000) break;
  }
  return `${lines.slice(0, 5000).join('\n')}\n`;
}

async function loadParser() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-parser-'));
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  const outfile = path.join(folder, 'parser.mjs');
  const source = path.resolve(import.meta.dirname, '../rules/src/syntax/python');
  await build({
    stdin: { contents: "export * from './index.js'; export * from './tokenizer.js';", resolveDir: source, loader: 'ts' },
    outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href);
}
