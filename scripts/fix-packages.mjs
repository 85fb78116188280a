// Applies fixes to copies of real packages and checks the result: every changed file still compiles, repaired findings are
// gone, none came, and a second run changes nothing. Prints a table per rule; the differences stay in the folder for people to read. Figures: docs/accuracy.md.
//   node scripts/fix-packages.mjs [--preset strict|recommended] [--into DIR] [--python ENVIRONMENT] FOLDER…
// Exits with 1 when a file is broken or a second run changes one.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

/** What the command line is asked for, and which of the fixes it then applies. */
const MODES = { fix: ['safe'], 'fix-review': ['safe', 'review'] };
/** Reads paths, answers those that compile, one a line. Compiled in memory: nothing is run, nothing written. */
const COMPILE = `
import sys, warnings
warnings.simplefilter('ignore')
for name in sys.stdin.read().splitlines():
    try:
        with open(name, 'rb') as file: compile(file.read(), name, 'exec')
    except (SyntaxError, ValueError): continue
    print(name)
`;

const { values: options, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: { preset: { type: 'string', default: 'strict' }, into: { type: 'string' }, python: { type: 'string' } },
});
if (folders.length === 0) throw new Error('usage: node scripts/fix-packages.mjs [--preset strict] [--into DIR] [--python ENVIRONMENT] FOLDER…');
const root = path.resolve(import.meta.dirname, '..');
const into = path.resolve(options.into ?? fs.mkdtempSync(path.join(os.tmpdir(), 'async-pitfalls-fixes-')));

run(process.execPath, [path.join(root, 'scripts/build.mjs'), 'cli']);
const parsePython = await loadParser();
const checkedBefore = new Map();
for (const [mode, safeties] of Object.entries(MODES)) reportMode(mode, folders.map((folder) => repair(path.resolve(folder), mode, safeties)));

/** Copies a package, repairs the copy and compares the two. */
function repair(folder, mode, safeties) {
  const name = path.basename(folder);
  const before = path.join(into, 'before', name);
  const after = path.join(into, mode, name);
  for (const copy of [before, after]) {
    fs.rmSync(copy, { recursive: true, force: true });
    fs.cpSync(folder, copy, { recursive: true, dereference: true, filter: (source) => !/(^|\/)(__pycache__|\.git)$/.test(source) });
  }
  if (!checkedBefore.has(before)) checkedBefore.set(before, check(before));
  const found = checkedBefore.get(before);
  const { stats: { fixes } } = check(after, [`--${mode}`]);
  const repaired = textsOf(after);
  const left = check(after, [`--${mode}`]);
  const unsettled = [...textsOf(after)].filter(([file, text]) => !text.equals(repaired.get(file))).map(([file]) => file);
  const changed = filesIn(after).filter((file) => !fs.readFileSync(path.join(before, file)).equals(fs.readFileSync(path.join(after, file))));
  const difference = spawnSync('diff', ['-ru', path.join('before', name), path.join(mode, name)], { cwd: into, encoding: 'utf8', maxBuffer: 1 << 30 });
  fs.writeFileSync(path.join(into, `${mode}-${name}.diff`), difference.stdout);
  const compilesBefore = compiling(before, changed);
  const compilesAfter = compiling(after, changed);
  const broken = changed.filter((file) => compilesBefore.has(file) ? !compilesAfter.has(file) : syntaxErrors(after, file) > syntaxErrors(before, file));
  const isOffered = (finding) => finding.fixes.some(({ safety }) => safeties.includes(safety));
  return { name, before, after, found, left, fixes, changed, broken, unsettled, uncompiled: changed.length - compilesBefore.size, isOffered };
}

function reportMode(mode, packages) {
  console.log(`\n## --${mode} --preset ${options.preset}`);
  const rules = new Map();
  const row = (rule) => rules.get(rule) ?? rules.set(rule, { found: 0, offered: 0, left: 0, stillOffered: 0, files: 0, broken: 0 }).get(rule);
  for (const one of packages) {
    for (const finding of one.found.findings) row(finding.rule).found++;
    for (const finding of one.left.findings) row(finding.rule).left++;
    for (const finding of one.found.findings.filter(one.isOffered)) row(finding.rule).offered++;
    for (const finding of one.left.findings.filter(one.isOffered)) row(finding.rule).stillOffered++;
    for (const file of one.changed) {
      for (const rule of new Set(one.found.findings.filter((finding) => finding.path === file && one.isOffered(finding)).map(({ rule }) => rule))) {
        row(rule).files++;
        if (one.broken.includes(file)) row(rule).broken++;
      }
    }
    console.log(`${one.name}: ${one.fixes} fixes, ${one.changed.length} files changed (${one.uncompiled} did not compile before), ${one.broken.length} broken, `
      + `${one.found.findings.length} findings before, ${one.left.findings.length} after`);
    for (const file of one.broken) console.log(`  broken: ${path.join(one.after, file)}`);
    for (const file of one.unsettled) console.log(`  changed again by a second run: ${path.join(one.after, file)}`);
    for (const problem of one.left.problems) console.log(`  problem: ${problem.path} ${problem.message}`);
    for (const line of doubtful(one)) console.log(`  ${line}`);
  }
  console.log('\n| rule | findings | with a fix | gone | a fix still offered | files changed | files broken |\n| --- | --- | --- | --- | --- | --- | --- |');
  for (const [rule, { found, offered, left, stillOffered, files, broken }] of [...rules].sort()) {
    console.log(`| \`${rule}\` | ${found} | ${offered} | ${found - left} | ${stillOffered} | ${files} | ${broken} |`);
  }
  if (packages.some(({ broken, unsettled }) => broken.length + unsettled.length > 0)) process.exitCode = 1;
}

/** Findings that a repaired file should not have: on a line that a fix wrote, or more of a rule than before. */
function doubtful({ before, after, found, left, changed }) {
  const key = ({ path: file, rule }) => `${file} ${rule}`;
  const counts = groupBy(found.findings, key);
  const countsLeft = groupBy(left.findings, key);
  const more = [...countsLeft].filter(([name, findings]) => findings.length > (counts.get(name)?.length ?? 0))
    .map(([name, findings]) => `more than before: ${name}, ${counts.get(name)?.length ?? 0} → ${findings.length} at ${findings.map(({ line }) => line).join(', ')}`);
  const written = changed.flatMap((file) => {
    const old = new Set(linesOf(before, file));
    const now = linesOf(after, file);
    return left.findings.filter((finding) => finding.path === file && counts.has(key(finding)) && !old.has(now[finding.line - 1]))
      .map((finding) => `on a written line: ${file}:${finding.line} ${finding.rule}: ${now[finding.line - 1]}`);
  });
  return [...more, ...written];
}

function groupBy(values, keyOf) {
  const groups = new Map();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return groups;
}

function linesOf(folder, file) {
  return fs.readFileSync(path.join(folder, file), 'utf8').split(/\r\n|\r|\n/).map((line) => line.trim());
}

function check(folder, extra = []) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [
    path.join(root, 'rules/dist/cli.cjs'), 'check', '.', '--format', 'json', '--stats', '--no-cache', '--preset', options.preset,
    ...(options.python === undefined ? [] : ['--python', path.resolve(options.python)]), ...extra,
  ], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (status !== 0 && status !== 1) throw new Error(`${folder}: exit ${status}\n${stderr}`);
  return JSON.parse(stdout);
}

/** For files that this Python does not read (newer syntax, templates), and never did. */
function syntaxErrors(folder, file) {
  return /\.pyi?$/.test(file) ? parsePython(fs.readFileSync(path.join(folder, file), 'utf8')).problems.length : 0;
}

async function loadParser() {
  const outfile = path.join(into, `parser-${process.pid}.mjs`);
  await build({
    entryPoints: [path.join(root, 'rules/src/syntax/python/index.ts')], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'warning',
  });
  const parser = await import(pathToFileURL(outfile).href);
  fs.rmSync(outfile);
  return parser.parsePython;
}

function compiling(folder, files) {
  const python = files.filter((file) => /\.pyi?$/.test(file));
  const { stdout } = spawnSync('python3', ['-c', COMPILE], { cwd: folder, encoding: 'utf8', input: python.join('\n'), maxBuffer: 1 << 28 });
  return new Set(stdout.split('\n').filter((name) => name !== ''));
}

function textsOf(folder) {
  return new Map(filesIn(folder).map((file) => [file, fs.readFileSync(path.join(folder, file))]));
}

function filesIn(folder) {
  return fs.readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile()).map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).sort();
}

function run(command, args) {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stderr}`);
}
