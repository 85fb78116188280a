import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergedIndex } from './merged-index.js';
import type { StoredIndex, StoredModule } from './stored-index.js';

const index = (savedAt: number, ...modules: readonly StoredModule[]): StoredIndex => ({
  savedAt, settings: 's', modules, folders: [{ path: '/p', names: ['a.py'] }],
  reports: [{ path: `/p/${savedAt}.py`, key: 'k', content: { findings: [], problems: [], syntaxErrors: 0, stats: { isAnalysed: true, functions: 1, suppressed: 0, isRecalled: true, prepareTime: 0, rulesTime: 0 } } }],
});
const module = (facts: Partial<StoredModule>): StoredModule => ({ path: '/p/a.py', signature: '3 1 1', hash: 'h', summary: undefined, uses: [], ...facts });

test('what either index knows of a module is kept', () => {
  const merged = mergedIndex([index(20, module({ uses: ['/p/b.py'] })), index(10, module({ summary: 's', uses: ['/p/c.py', '/p/b.py'] }))]);
  assert.deepEqual(merged.modules, [module({ summary: 's', uses: ['/p/b.py', '/p/c.py'] })]);
  assert.equal(merged.savedAt, 10);
  assert.deepEqual(merged.folders, [{ path: '/p', names: ['a.py'] }]);
  assert.deepEqual(merged.reports.map(({ path }) => path), ['/p/20.py', '/p/10.py']);
});

test('a module that was written between two looks is different from any text, and so is what others see of it', () => {
  const [merged] = mergedIndex([index(1, module({ summary: 's' })), index(2, module({ hash: 'other', summary: 's' }))]).modules;
  assert.notEqual(merged?.hash, 'h');
  assert.notEqual(merged?.hash, 'other');
  assert.notEqual(merged?.signature, '');
  assert.notEqual(merged?.summary, 's');
});
