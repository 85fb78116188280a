/**
 * Every trap that introductions to asyncio tell of, and every slip in their own programs: a short program of ours per trap
 * (`.trap.py`, with `# expect: <rules>` at the end of each reported line) beside the same program done right (`.twin.py`),
 * which stays quiet. Folders are named after the guide and its section.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { rules } from '../rules/src/core.js';
import { engineFindings } from './projects/testing/hosts.js';

const folder = path.resolve(process.env['ASYNC_PITFALLS_ROOT'] ?? '.', 'test-fixtures', 'guides');
const programs = fs.readdirSync(folder, { recursive: true }).map((name) => String(name).replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.py')).sort();
const found = engineFindings(folder);

/** `7 missing-await` */
function expectedIn(program: string): string[] {
  return fs.readFileSync(path.join(folder, program), 'utf8').split('\n').flatMap((line, index) => {
    const wanted = /# expect: (?<ids>[a-z -]+)$/.exec(line)?.groups?.['ids'];
    return wanted === undefined ? [] : wanted.split(' ').map((id) => `${index + 1} ${id}`);
  }).sort();
}

function reportedIn(program: string): string[] {
  return found.filter((finding) => finding.path === program).map(({ line, rule }) => `${line} ${rule}`).sort();
}

describe('traps of the guides', () => {
  for (const program of programs.filter((name) => name.endsWith('.trap.py'))) {
    const twin = program.replace('.trap.py', '.twin.py');
    test(`${program} is found, its twin is quiet`, () => {
      const expected = expectedIn(program);
      assert.notDeepEqual(expected, [], 'a trap has something to report');
      assert.deepEqual(reportedIn(program), expected);
      assert.ok(programs.includes(twin), `${twin} is missing`);
      assert.deepEqual(expectedIn(twin), []);
      assert.deepEqual(reportedIn(twin), []);
    });
  }
});

test('every program is a trap or the twin of one', () => {
  const isPaired = (name: string): boolean => name.endsWith('.trap.py') || programs.includes(name.replace('.twin.py', '.trap.py'));
  assert.deepEqual(programs.filter((name) => !isPaired(name)), []);
});

test('every rule for Python that the guides give a reason for has its trap', () => {
  const shown = new Set(programs.flatMap(expectedIn).map((line) => line.split(' ')[1]));
  const python = rules.filter(({ languages }) => languages.python === true).map(({ id }) => id);
  // Traps that no guide tells of; their own fixtures show them.
  const beyond = ['await-non-awaitable', 'loop-without-await', 'passed-not-called', 'unneeded-async'];
  assert.deepEqual(python.filter((id) => !shown.has(id)).sort(), beyond);
});

const python = process.env['PYTHON'] ?? 'python3';
const hasPython = spawnSync(python, ['-c', 'import sys; sys.exit(sys.version_info < (3, 11))']).status === 0;

test('all of them parse', { skip: hasPython ? false : `${python} is no Python 3.11 or later (set PYTHON)` }, () => {
  const parse = 'import ast, pathlib, sys\nfor name in sys.argv[1:]: ast.parse(pathlib.Path(name).read_text("utf-8"), name)';
  const { status, stderr } = spawnSync(python, ['-c', parse, ...programs], { cwd: folder, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
});
