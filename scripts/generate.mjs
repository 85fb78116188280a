// Writes everything that rule metadata determines: rule pages, tables, the manifest's settings, the schema of the project
// file. `--check` writes nothing and fails when a file is stale.
//   node scripts/generate.mjs [--check]
import fs from 'node:fs';
import path from 'node:path';
import { loadRules } from './generate/load-rules.mjs';
import { rulePage } from './generate/rule-page.mjs';
import { ruleTable } from './generate/rule-table.mjs';
import { manifest, messageFile } from './generate/manifest.mjs';
import { settingsSchema } from './generate/settings-schema.mjs';
import { withSection } from './generate/section.mjs';

const root = path.resolve(import.meta.dirname, '..');
const isCheck = process.argv.includes('--check');
const read = (name) => fs.readFileSync(path.join(root, name), 'utf8');
const rules = await loadRules(root);

/** File name → the text it must have. */
const wanted = new Map();
for (const rule of rules) {
  wanted.set(`docs/rules/${rule.id}.md`, rulePage(rule, 'en'));
  wanted.set(`docs/rules/${rule.id}.zh-CN.md`, rulePage(rule, 'zh'));
}
wanted.set('docs/rules/README.md', `# Rules\n\n${ruleTable(rules, 'en', '.')}`);
wanted.set('docs/rules/README.zh-CN.md', `# 规则\n\n${ruleTable(rules, 'zh', '.')}`);
wanted.set('README.md', withSection(read('README.md'), 'rules', ruleTable(rules, 'en', 'docs/rules')));
wanted.set('rules/README.md', withSection(read('rules/README.md'), 'rules', ruleTable(rules, 'en', '../docs/rules')));
wanted.set('package.json', manifest(read('package.json'), rules));
wanted.set('package.nls.json', messageFile(read('package.nls.json'), rules, 'en'));
wanted.set('package.nls.zh-cn.json', messageFile(read('package.nls.zh-cn.json'), rules, 'zh'));
wanted.set('docs/async-pitfalls.schema.json', settingsSchema(rules));

const isCurrent = ([name, text]) => fs.existsSync(path.join(root, name)) && read(name) === text;
const stale = [...wanted].filter((entry) => !isCurrent(entry));
const orphans = fs.existsSync(path.join(root, 'docs/rules'))
  ? fs.readdirSync(path.join(root, 'docs/rules')).map((name) => `docs/rules/${name}`).filter((name) => !wanted.has(name))
  : [];

if (isCheck) {
  for (const [name] of stale) console.error(`${name} is stale: run npm run generate`);
  for (const name of orphans) console.error(`${name} belongs to no rule: run npm run generate`);
  process.exit(stale.length + orphans.length > 0 ? 1 : 0);
}
for (const [name, text] of stale) {
  fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
  fs.writeFileSync(path.join(root, name), text);
  console.log(`wrote ${name}`);
}
for (const name of orphans) {
  fs.rmSync(path.join(root, name));
  console.log(`removed ${name}`);
}
