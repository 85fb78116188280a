import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Memo, type Question } from './memo.js';

const depth: Question<string> = { name: 'depth', bottom: 'bottom', fallback: (reason) => reason, same: (a, b) => a === b };

function keys(count: number): object[] {
  return Array.from({ length: count }, () => ({}));
}

test('what is given up on is counted, limit by limit', () => {
  const memo = new Memo();
  const chain = keys(500);
  const descend = (level: number): string => {
    const key = chain[level];
    return key ? memo.ask(depth, 'a.py', key, level + 1, descend) : 'the end';
  };
  assert.equal(descend(0), 'is nested too deeply');
  assert.deepEqual(memo.limits, { depth: 1, effort: 0, rounds: 0 });

  const many = keys(60_001);
  const all = (): string => {
    for (const key of many) if (memo.ask(depth, 'a.py', key, 'quick', String) !== 'quick') return 'gave up';
    return 'answered';
  };
  assert.equal(memo.ask(depth, 'a.py', {}, undefined, all), 'gave up');
  assert.deepEqual(memo.limits, { depth: 1, effort: 1, rounds: 0 });

  const restless = {};
  const grow = (): string => `${memo.ask(depth, 'a.py', restless, undefined, grow)}+`;
  assert.equal(memo.ask(depth, 'a.py', restless, undefined, grow), 'refers to itself');
  assert.deepEqual(memo.limits, { depth: 1, effort: 1, rounds: 1 });
  memo.drop('a.py');
  assert.equal(memo.limits.rounds, 1);
});
