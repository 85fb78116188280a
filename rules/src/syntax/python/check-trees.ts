import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dumpTree } from './dump.js';
import { parsePython } from './index.js';

/** One test per source: no problems, and this tree (`dumpTree` on one line, joined with ` | `). */
export function checkTrees(topic: string, trees: readonly (readonly [source: string, dump: string])[]): void {
  for (const [source, dump] of trees) {
    test(`${topic}: ${source.trimEnd().replaceAll('\n', '⏎')}`, () => {
      const { module, problems } = parsePython(source);
      assert.deepEqual(problems, []);
      assert.equal(dumpTree(module.body).map((line) => line.trimEnd()).join(' | '), dump);
    });
  }
}
