import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Kept, Remembered, type Subject } from './subject.js';

const subject = (): Subject => ({ answers: undefined });

function lengthOf({ answers }: Subject): number {
  let length = 0;
  for (let answer = answers; answer; answer = answer.next) length++;
  return length;
}

test('facts of several kinds stand side by side', () => {
  const [names, sizes] = [new Kept<Subject, string>(), new Kept<Subject, number>()];
  const node = subject();
  assert.equal(names.get(node), undefined);
  assert.equal(names.set(node, 'a'), 'a');
  sizes.set(node, 0);
  assert.deepEqual([names.get(node), sizes.get(node), sizes.get(subject())], ['a', 0, undefined]);
});

test('a later analysis replaces what one of the same kind remembered, wherever it stands', () => {
  const kept = new Kept<Subject, string>();
  const node = subject();
  for (let state = 1; state <= 50; state++) {
    new Remembered<Subject, number>('paths').set(node, state);
    new Remembered<Subject, number>('effects').set(node, state);
    if (state === 1) kept.set(node, 'fact');
  }
  assert.equal(lengthOf(node), 3);
  const other = new Remembered<Subject, number>('paths');
  assert.equal(other.get(node), undefined, 'of another state');
  other.set(node, 1);
  other.set(node, 2);
  assert.deepEqual([other.get(node), kept.get(node), lengthOf(node)], [2, 'fact', 3]);
});
