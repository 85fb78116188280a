import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concealMagics } from './magics.js';

const cases: readonly (readonly [string, string, string])[] = [
  ['line magic', '%time f()\nx = 1', 'pass     \nx = 1'],
  ['short shell line', 'if x:\n    !ls\n', 'if x:\n    0  \n'],
  ['assigned shell output', 'a, b = !ls -l', 'a, b = 0     '],
  ['not equal is no assigned magic', 'x = y != z', 'x = y != z'],
  ['help', 'print?\nprint??', 'pass  \npass   '],
  ['cell magic blanks the cell', '%%bash\nls -l\r\necho', '      \n     \r\n    '],
  ['modulo in a continuation line stays', 'x = (a\n     % b)\n', 'x = (a\n     % b)\n'],
  ['a backslash continues', 'x = a \\\n  % b', 'x = a \\\n  % b'],
  ['a bracket in a string opens nothing', 'x = "("\n!ls -l', 'x = "("\npass  '],
  ['a question in a comment is no magic', 'x = 1  # really?', 'x = 1  # really?'],
  ['plain Python is the same text', 'await f()\n', 'await f()\n'],
];

for (const [name, cell, expected] of cases) {
  test(name, () => {
    assert.equal(concealMagics(cell), expected);
    assert.equal(concealMagics(cell).length, cell.length);
  });
}
