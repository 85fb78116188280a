import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Kept, type Subject } from '../../model/index.js';
import { Memo, type Question } from './memo.js';

const depth: Question<string> = { name: 'depth', bottom: 'bottom', fallback: (reason) => reason, same: (a, b) => a === b };

function subject(): Subject {
  return { answers: undefined };
}

function keys(count: number): Subject[] {
  return Array.from({ length: count }, subject);
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
  assert.equal(memo.ask(depth, 'a.py', subject(), undefined, all), 'gave up');
  assert.deepEqual(memo.limits, { depth: 1, effort: 1, rounds: 0 });

  const restless = subject();
  const grow = (): string => `${memo.ask(depth, 'a.py', restless, undefined, grow)}+`;
  assert.equal(memo.ask(depth, 'a.py', restless, undefined, grow), 'refers to itself');
  assert.deepEqual(memo.limits, { depth: 1, effort: 1, rounds: 1 });
  memo.drop('a.py');
  assert.equal(memo.limits.rounds, 1);
});

test('dropping a module forgets answers about it, not what its model is', () => {
  const memo = new Memo();
  const lines = new Kept<Subject, number>();
  const [own, other] = [subject(), subject()];
  let asked = 0;
  const answer = (): string => `answer ${String(++asked)}`;
  const ask = (key: Subject, path: string): string => memo.ask(depth, path, key, undefined, answer);
  ask(own, 'a.py');
  lines.set(own, 3);
  memo.remember({ name: 'fact' }, 'a.py', own, undefined, () => 'fact');
  ask(other, 'b.py');
  memo.drop('a.py');
  assert.deepEqual([ask(own, 'a.py'), ask(other, 'b.py'), lines.get(own)], ['answer 3', 'answer 2', 3]);
  assert.equal(ask(own, 'a.py'), 'answer 3');
});

test('an answer that failed is asked for again, one that rests on an assumption only while it holds', () => {
  const memo = new Memo();
  const [failing, inner, outer] = [subject(), subject(), subject()];
  assert.throws(() => memo.ask(depth, 'a.py', failing, undefined, () => { throw new Error('broken'); }), /broken/);
  assert.equal(memo.ask(depth, 'a.py', failing, undefined, () => 'fine'), 'fine');
  let rounds = 0;
  const seen: string[] = [];
  const about = (): string => {
    const through = memo.ask(depth, 'a.py', inner, undefined, () => `${memo.ask(depth, 'a.py', outer, undefined, about)}!`);
    seen.push(through);
    return ++rounds === 1 ? 'first' : 'stable';
  };
  assert.equal(memo.ask(depth, 'a.py', outer, undefined, about), 'stable');
  assert.deepEqual(seen, ['bottom!', 'first!', 'stable!']);
  assert.equal(memo.ask(depth, 'a.py', inner, undefined, () => 'anew'), 'anew');
});

test('what rests on a question that failed is asked for again', () => {
  const memo = new Memo();
  const [inner, outer] = [subject(), subject()];
  const never = (): string => 'not asked: it is being found out';
  assert.throws(() => memo.ask(depth, 'a.py', outer, undefined, () => {
    memo.ask(depth, 'a.py', inner, undefined, () => memo.ask(depth, 'a.py', outer, undefined, never));
    throw new Error('broken');
  }), /broken/);
  assert.equal(memo.ask(depth, 'a.py', inner, undefined, () => 'anew'), 'anew');
});
