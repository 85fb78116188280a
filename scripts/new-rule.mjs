// Starts a rule: npm run new-rule -- <id>
// Creates the rule, its test and its first runnable fixture from scripts/new-rule/, and enters it into the catalogue.
// What has to be written stands between ‹ and ›; a test keeps such gaps out of the product.
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const at = (name) => path.join(root, name);
const catalogueFile = 'rules/src/rules/index.ts';

const [id, ...rest] = process.argv.slice(2);
const files = {
  [`rules/src/rules/${id}.ts`]: 'rule.ts.txt',
  [`rules/src/rules/${id}.test.ts`]: 'rule.test.ts.txt',
  [`test-fixtures/${id}/first.bad.py`]: 'first.bad.py.txt',
};
const mistake = mistakeIn(id, rest);
if (mistake) {
  console.error(mistake);
  process.exit(2);
}

const catalogue = enter(fs.readFileSync(at(catalogueFile), 'utf8'), id);
for (const [file, template] of Object.entries(files)) {
  fs.mkdirSync(path.dirname(at(file)), { recursive: true });
  fs.writeFileSync(at(file), fs.readFileSync(at(`scripts/new-rule/${template}`), 'utf8').replaceAll('{{id}}', id));
  console.log(`wrote ${file}`);
}
fs.writeFileSync(at(catalogueFile), catalogue);
console.log(`entered ${id} into ${catalogueFile}
next: fill in what stands between ‹ and ›, then
  npm test -- rules/src/rules/${id}    the pictures
  npm test -- proofs                   the fixture, run before and after the fix
  npm run generate                     pages, settings and tables`);

function mistakeIn(id, rest) {
  if (id === undefined || rest.length > 0) return 'Give one rule id: npm run new-rule -- <id>';
  if (!/^[a-z]+(?:-[a-z]+)+$/.test(id)) return `"${id}" is no rule id: two or more words in lower case, joined by "-", that name the trap`;
  const existing = [...Object.keys(files), `test-fixtures/${id}`].find((file) => fs.existsSync(at(file)));
  if (existing) return `"${id}" is taken: ${existing} exists`;
  return undefined;
}

/** The catalogue's text with the rule as its last; imports stay in order. */
function enter(text, id) {
  const name = id.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
  const line = `import ${name} from './${id}.js';`;
  const isRule = (other) => /^import \w+ from '\.\/[a-z-]+\.js';$/.test(other);
  const lines = text.split('\n');
  const later = lines.findIndex((other) => isRule(other) && other.slice(other.indexOf('./')) > line.slice(line.indexOf('./')));
  lines.splice(later >= 0 ? later : lines.findLastIndex(isRule) + 1, 0, line);
  const end = lines.indexOf('];');
  if (end < 0 || !lines.some(isRule)) throw new Error(`${catalogueFile} does not look as expected; enter the rule by hand`);
  lines.splice(end, 0, `  ${name},`);
  return lines.join('\n');
}
