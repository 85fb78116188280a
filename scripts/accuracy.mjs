// Runs the command line over real packages and prints every finding with its line of code, for people to judge.
// The verdicts are in docs/accuracy.md.
//   node scripts/accuracy.mjs [--preset recommended|strict] [--into DIR] [package[==version] …]
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
  'homeassistant==2025.4.4': 'homeassistant',
};

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { preset: { type: 'string', default: 'recommended' }, into: { type: 'string' } },
});
const root = path.resolve(import.meta.dirname, '..');
const into = path.resolve(options.into ?? fs.mkdtempSync(path.join(os.tmpdir(), 'async-pitfalls-accuracy-')));
const chosen = positionals.length > 0 ? positionals : Object.keys(PACKAGES);

run('node', [path.join(root, 'scripts/build.mjs'), 'cli']);
const totals = {};
for (const name of chosen) {
  const folder = path.join(into, name.replace(/[^\w.-]+/g, '_'));
  const package_ = PACKAGES[name] ?? name.split('==')[0].replaceAll('-', '_');
  // Only the sources are wanted: wheels of other platforms and newer Pythons do as well.
  if (!fs.existsSync(path.join(folder, package_))) {
    run('python3', ['-m', 'pip', 'install', '--quiet', '--no-deps', '--ignore-requires-python', '--target', folder, name]);
  }
  const checked = spawnSync(process.execPath, [path.join(root, 'rules/dist/cli.cjs'), 'check', package_, '--format', 'json', '--stats', '--preset', options.preset],
    { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (checked.status !== 0 && checked.status !== 1) throw new Error(`${name}: exit ${checked.status}\n${checked.stderr}`);
  report(name, folder, JSON.parse(checked.stdout));
}
console.log(`\n${'total'.padEnd(32)}${JSON.stringify(totals)}`);

function report(name, folder, { findings, problems, stats }) {
  const counts = {};
  for (const finding of findings) {
    const key = `${finding.rule}/${finding.level}`;
    counts[key] = (counts[key] ?? 0) + 1;
    totals[key] = (totals[key] ?? 0) + 1;
  }
  console.log(`\n## ${name}: ${stats.files} files, ${stats.functions} functions, ${findings.length} findings ${JSON.stringify(counts)}`);
  for (const problem of problems) console.log(`problem: ${problem.message}`);
  for (const finding of findings) {
    const code = fs.readFileSync(path.join(folder, finding.path), 'utf8').split(/\r\n|\r|\n/)[finding.line - 1]?.trim() ?? '';
    console.log(`${finding.path}:${finding.line} ${finding.level} ${finding.rule}: ${finding.message}\n    ${code}`);
    for (const related of finding.related) console.log(`      ${related.path}:${related.line} ${related.message}`);
  }
}

function run(command, args) {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stderr}`);
}
