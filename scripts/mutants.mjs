// Plants traps into clean coroutines of real packages, one at a time and in memory only, and counts how many are reported.
// What is not reported is printed, for people to read. Verdicts are in docs/accuracy.md.
//   node scripts/mutants.mjs FOLDER… [--seed S] [--per N] [--print missed|all] [--only PLANT]
//   FOLDER   a package's folder; its parent is the root that imports start from
//   --per    mutants per plant and folder (default: 8)
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { plants } from './mutants/plants.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '1' }, per: { type: 'string', default: '8' }, print: { type: 'string' }, only: { type: 'string' } },
});
const ours = await loadEngine();
const chosen = Object.entries(plants(ours)).filter(([name]) => options.only === undefined || name.includes(options.only));
const results = positionals.flatMap((folder) => mutantsOf(path.resolve(folder)));
report(results);

async function loadEngine() {
  const outfile = path.join(os.tmpdir(), `async-pitfalls-mutants-${process.pid}.mjs`);
  process.on('exit', () => fs.rmSync(outfile, { force: true }));
  await build({
    stdin: {
      contents: "export * from './core.js'; export { neverRuns, placeOf, textOf, visitCode, walk } from './model/index.js';",
      resolveDir: path.resolve(import.meta.dirname, '../rules/src'), loader: 'ts',
    },
    outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'warning', packages: 'bundle', external: ['typescript'],
    banner: { js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);" },
  });
  return import(pathToFileURL(outfile).href);
}

function mutantsOf(folder) {
  const root = path.dirname(folder);
  const engine = ours.createEngine({
    host: ours.nodeFileSystem, roots: [root], overrides: { preset: 'strict', 'python-version': '3.12' },
    pythonEnvironment: { ...ours.noEnvironment, folders: siblings(folder) },
  });
  const files = fs.readdirSync(folder, { recursive: true }).map(String)
    .filter((name) => name.endsWith('.py') && !/(^|\/)(tests?|testing|conftest\.py|_?vendor\w*)(\/|$)/.test(name)).map((name) => path.join(folder, name));
  const left = new Map(chosen.map(([name]) => [name, Number(options.per)]));
  const found = [];
  for (const file of shuffled(files)) {
    if ([...left.values()].every((number) => number === 0)) break;
    const analysed = engine.analyse(file);
    if (!analysed || analysed.module.problems.length > 0 || !/\basync\b/.test(analysed.module.text)) continue;
    // Found before the first edit: afterwards the model is another one.
    const sites = sitesIn(analysed, left, file);
    const { text } = analysed.module;
    for (const site of sites) found.push(tryOut(engine, file, text, site, folder));
    engine.close(file);
  }
  return found;
}

/** Installed packages stand beside the package itself. */
function siblings(folder) {
  return path.basename(path.dirname(folder)) === 'site-packages' ? [path.dirname(folder)] : [];
}

/** At most one site of each plant in a file, so that they come from many. */
function sitesIn(analysed, left, file) {
  const sites = [];
  for (const [name, plant] of chosen) {
    if (left.get(name) === 0) continue;
    // What a Python version that does not count would run is nobody's trap.
    const running = analysed.module.functions.filter((fn) => !ours.neverRuns(fn));
    const all = shuffled(running, (fn) => `${file}:${fn.qualifiedName}`).flatMap((fn) => [...plant.at(analysed, fn)]);
    const site = shuffled(all, ({ edits }) => `${file}:${edits[0].start}`)[0];
    if (!site) continue;
    left.set(name, left.get(name) - 1);
    sites.push({ ...site, name, rule: plant.rule, others: plant.others ?? [] });
  }
  return sites;
}

function tryOut(engine, file, text, { name, rule, others, edits, isResolvable, start, end }, folder) {
  const before = engine.check(file).findings;
  const mutant = ours.applyEdits(text, [...edits].sort((a, b) => a.start - b.start));
  const first = Math.min(...edits.map((edit) => edit.start));
  const last = Math.max(...edits.map((edit) => edit.end));
  const grown = mutant.length - text.length;
  const from = text.lastIndexOf('\n', start ?? first) + 1;
  const to = (end ?? (text.indexOf('\n', last) < 0 ? text.length : text.indexOf('\n', last))) + Math.max(grown, 0);
  engine.open(file, mutant);
  const after = engine.check(file).findings;
  engine.close(file);
  const countOf = (findings, wanted) => findings.filter((finding) => finding.rule === wanted).length;
  const isMore = (wanted) => countOf(after, wanted) > countOf(before, wanted);
  const isCaught = others.some(isMore) || (isMore(rule) && (others.length > 0 || after.some((finding) => finding.rule === rule && finding.end >= from && finding.start <= to)));
  const line = text.slice(0, start ?? first).split('\n').length;
  const shown = mutant.slice(from, mutant.indexOf('\n', from + 1)).trim();
  return { name, rule, isResolvable, isCaught, place: `${path.basename(folder)}/${path.relative(folder, file)}:${line}`, shown };
}

function report(all) {
  const rows = [...Map.groupBy ? Map.groupBy(all, ({ name }) => name) : grouped(all)];
  console.log(`${all.length} mutants in ${positionals.length} packages, seed ${options.seed}\n`);
  console.log('| planted | rule | mutants | caught | resolvable | caught of these |\n| --- | --- | ---: | ---: | ---: | ---: |');
  for (const [name, mutants] of rows) console.log(`| ${name} | \`${mutants[0].rule}\` | ${shares(mutants).join(' | ')} |`);
  console.log(`| **all** | | ${shares(all).join(' | ')} |`);
  if (options.print === undefined) return;
  for (const { name, isCaught, isResolvable, place, shown } of all) {
    if (!isCaught || options.print === 'all') console.log(`${isCaught ? 'caught' : 'missed'}${isResolvable ? '' : ' (unresolved)'}  ${name}  ${place}  ${shown}`);
  }
}

function grouped(all) {
  const groups = new Map();
  for (const mutant of all) groups.set(mutant.name, [...(groups.get(mutant.name) ?? []), mutant]);
  return groups;
}

function shares(mutants) {
  const resolvable = mutants.filter(({ isResolvable }) => isResolvable);
  const caught = (some) => some.filter(({ isCaught }) => isCaught).length;
  const share = (some) => (some.length === 0 ? '–' : `${Math.round((100 * caught(some)) / some.length)} %`);
  return [mutants.length, share(mutants), resolvable.length, share(resolvable)];
}

/** In an order that depends on the seed only. */
function shuffled(items, nameOf = String) {
  const key = (item) => createHash('sha256').update(`${options.seed}:${nameOf(item)}`).digest('hex');
  return items.map((item) => [key(item), item]).sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}
