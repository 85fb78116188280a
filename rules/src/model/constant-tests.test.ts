import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lowerPython } from '../lowering/python/index.js';
import { constantTruth } from './constant-tests.js';
import type { PythonRange } from './version-tests.js';

const HEAD = 'import sys, os\nfrom sys import version_info\nimport numpy\nPY310 = sys.version_info >= (3, 10)\nCHANGED = sys.version_info >= (3, 10)\nCHANGED = False\n';

function truth(condition: string, runsOn: PythonRange): boolean | undefined {
  const [statement] = lowerPython('/m.py', `${HEAD}if ${condition}: pass\n`, undefined, runsOn).root.body.slice(-1);
  assert.ok(statement?.kind === 'if', condition);
  return constantTruth(statement.test);
}

/** Outcomes on 3.10 and later, and on 3.10 to 3.12. */
const cases: readonly (readonly [condition: string, open: boolean | undefined, closed: boolean | undefined])[] = [
  ['sys.version_info >= (3, 10)', true, true],
  ['sys.version_info >= (3, 9, 4)', true, true],
  ['sys.version_info >= (3, 10, 1)', undefined, undefined],
  ['sys.version_info >= (3, 11)', undefined, undefined],
  ['sys.version_info >= (3, 13)', undefined, false],
  ['sys.version_info < (3, 10)', false, false],
  ['sys.version_info < (3, 8)', false, false],
  ['sys.version_info < (3, 13)', undefined, true],
  ['sys.version_info <= (3, 9)', false, false],
  ['sys.version_info > (3, 10)', true, true],
  ['sys.version_info > (3,)', true, true],
  ['sys.version_info == (3, 10)', undefined, undefined],
  ['sys.version_info >= (4,)', false, false],
  ['sys.version_info >= (3,)', true, true],
  ['sys.version_info < (3, 0)', false, false],
  ['sys.version_info >= (2, 7)', true, true],
  ['sys.version_info[:2] > (3, 9)', true, true],
  ['sys.version_info[:2] > (3, 10)', undefined, undefined],
  ['sys.version_info[:2] > (3, 12)', undefined, false],
  ['sys.version_info[:2] <= (3, 12)', undefined, true],
  ['sys.version_info[:2] == (3, 8)', false, false],
  ['sys.version_info[:2] == (3, 13)', undefined, false],
  ['sys.version_info[0] == 2', false, false],
  ['sys.version_info[0] > 3', false, false],
  ['sys.version_info[0] >= 3', true, true],
  ['sys.version_info.major < 3', false, false],
  ['sys.version_info.minor >= 9', true, true],
  ['sys.version_info.minor >= 11', undefined, undefined],
  ['(3, 10) <= sys.version_info', true, true],
  ['(3, 9) > sys.version_info', false, false],
  ['(3, 8) <= sys.version_info < (3, 13)', undefined, true],
  ['(3, 8) <= sys.version_info < (3, 10)', false, false],
  ['version_info >= (3, 9)', true, true],
  ['not sys.version_info >= (3, 9)', false, false],
  ['sys.version_info < (3, 9) or os.name == "nt"', undefined, undefined],
  ['sys.version_info >= (3, 9) or os.name == "nt"', true, true],
  ['PY310', true, true],
  ['not PY310', false, false],
  // What else is written so.
  ['CHANGED', undefined, undefined],
  ['numpy.version_info >= (3, 9)', undefined, undefined],
  ['sys.version_info >= minimum', undefined, undefined],
  ['sys.version_info', undefined, undefined],
  ['sys.version_info in [(3, 9)]', undefined, undefined],
  ['sys.platform == "win32"', undefined, undefined],
  ['os.name == "nt"', undefined, undefined],
];

for (const [condition, open, closed] of cases) {
  test(condition, () => {
    assert.deepEqual([truth(condition, { lowest: 10, below: undefined }), truth(condition, { lowest: 10, below: 13 })], [open, closed]);
  });
}

test('without known versions nothing is decided', () => {
  const [statement] = lowerPython('/m.py', `${HEAD}if sys.version_info >= (3, 8): pass\n`).root.body.slice(-1);
  assert.ok(statement?.kind === 'if');
  assert.equal(constantTruth(statement.test), undefined);
});
