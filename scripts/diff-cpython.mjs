// Compares our Python trees with those of CPython's own `ast`, node by node, over real files.
// usage: node scripts/diff-cpython.mjs [--python PATH] [--all | --sample N [--seed S]] [--show N] [FOLDER or FILE …]
// Without folders: the standard library and installed packages of that Python. Exits with 1 on any difference in a file that CPython accepts.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    python: { type: 'string', default: 'python3' },
    all: { type: 'boolean', default: false },
    sample: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    show: { type: 'string', default: '5' },
  },
});
const script = path.join(import.meta.dirname, 'cpython_dump.py');
const { parsePython, dumpTree } = await loadParser();
const hasFStrings = ask('import sys; print(int(sys.version_info >= (3, 12)))') === '1';
const fstrings = hasFStrings ? 'with-expressions' : 'opaque';

const found = positionals.length > 0 ? positionals : ask('import sysconfig; print(sysconfig.get_path("stdlib"))').split('\n');
const everything = found.flatMap(pythonFiles).sort();
const files = options.all || positionals.length > 0 ? everything : sample(everything, Number(options.sample), Number(options.seed));
const counts = { identical: 0, different: 0, rejected: 0, 'rejected, and no problem found by us': 0, 'skipped (not UTF-8)': 0 };
const different = [];

const python = spawn(options.python, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
python.stdin.end(files.join('\n'));
for await (const line of createInterface({ input: python.stdout })) {
  const space = line.indexOf(' ');
  compare(line.slice(0, space), line.slice(space + 1));
}

console.log(`${ask('import sys; print("Python", sys.version.split()[0])')}, ${files.length} files, f-strings ${fstrings}`);
for (const [what, count] of Object.entries(counts)) console.log(`  ${what}: ${count}`);
for (const file of different.slice(0, Number(options.show))) showFirstDifference(file);
process.exit(different.length > 0 || counts.identical === 0 ? 1 : 0);

function compare(answer, file) {
  if (answer === 'skipped') {
    counts['skipped (not UTF-8)']++;
    return;
  }
  const parsed = parsePython(read(file));
  if (answer === 'rejected') {
    counts.rejected++;
    if (parsed.problems.length === 0) counts['rejected, and no problem found by us']++;
    return;
  }
  const dump = dumpTree(parsed.module.body, fstrings).join('\n');
  if (createHash('sha1').update(dump).digest('hex') === answer && parsed.problems.length === 0) counts.identical++;
  else {
    counts.different++;
    different.push(file);
  }
}

function showFirstDifference(file) {
  const text = read(file);
  const { module, problems } = parsePython(text);
  const ours = dumpTree(module.body, fstrings);
  const theirs = spawnSync(options.python, [script, '--full'], { input: file, encoding: 'utf8', maxBuffer: 1 << 30 }).stdout.trimEnd().split('\n');
  const at = theirs.findIndex((line, index) => line !== ours[index]);
  console.log(`\n${file}`);
  if (problems[0]) console.log(`  problem: ${problems[0].message}, line ${text.slice(0, problems[0].start).split(/\r\n|\r|\n/).length}`);
  if (at < 0 && ours.length === theirs.length) return;
  const index = at < 0 ? theirs.length : at;
  const offset = Number(theirs[index]?.split(' ')[1]);
  console.log(`  CPython: ${theirs[index]}\n  ours:    ${ours[index]}`);
  if (!Number.isNaN(offset)) console.log(`  line ${text.slice(0, offset).split(/\r\n|\r|\n/).length}: ${JSON.stringify(text.slice(offset, offset + 60))}`);
}

/** Without byte order mark, as CPython counts. */
function read(file) {
  const text = fs.readFileSync(file, 'utf8');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function pythonFiles(place) {
  if (fs.statSync(place).isFile()) return [path.resolve(place)];
  return fs.readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.py'))
    .map((entry) => path.resolve(entry.parentPath, entry.name))
    .filter((name) => !/[\r\n]/.test(name));
}

/** `count` of them, the same ones for the same seed. */
function sample(all, count, seed) {
  const order = (name) => createHash('sha1').update(`${seed}:${name}`).digest('hex');
  return all.map((name) => [order(name), name]).sort().slice(0, count).map(([, name]) => name).sort();
}

function ask(code) {
  const answer = spawnSync(options.python, ['-c', code], { encoding: 'utf8' });
  if (answer.status !== 0) throw new Error(`cannot run ${options.python}: ${answer.stderr ?? answer.error}`);
  return answer.stdout.trim();
}

async function loadParser() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'diff-cpython-'));
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  const outfile = path.join(folder, 'parser.mjs');
  const source = path.resolve(import.meta.dirname, '../rules/src/syntax/python');
  await build({
    stdin: { contents: "export * from './index.js'; export * from './dump.js';", resolveDir: source, loader: 'ts' },
    outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href);
}
