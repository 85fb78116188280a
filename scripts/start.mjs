// Builds the command line and checks a folder: npm start -- <folder> [more options of `async-pitfalls check`]
// Without an argument: the demo service.
import path from 'node:path';
import { spawnSync } from 'node:child_process';

const root = path.resolve(import.meta.dirname, '..');
const given = process.argv.slice(2);
const run = (script, args) => spawnSync(process.execPath, [script, ...args], { stdio: ['inherit', 'inherit', 'inherit'] }).status ?? 1;

const built = run(path.join(root, 'scripts/build.mjs'), ['cli']);
if (built !== 0) process.exit(built);
// npm runs scripts in the package's folder; a relative path is meant from where the person stands.
process.chdir(process.env.INIT_CWD ?? process.cwd());
const args = given.length > 0 ? given : [path.join(root, 'test-fixtures/projects/demo-service')];
process.exit(run(path.join(root, 'rules/dist/cli.cjs'), ['check', ...args]));
