/** The search beside other work: in slices, given up for something newer, begun anew when a text changes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallersElsewhere } from '../../rules/src/core.js';
import { CallerReports } from './callers-elsewhere.js';
import { readFeatures } from './capabilities.js';

const uri = 'file:///w/a.py';
const found: CallersElsewhere = {
  functions: ['load'], definition: { path: '/w/a.py', start: 0, end: 4 }, unresolved: 2, isCut: true,
  uses: [{ place: { path: '/w/b.py', start: 0, end: 4 }, use: 'called', caller: 'f', callerForm: 'function', isCallerAsync: false }],
};
const message = '`load` is async now. One call in another file still expects a plain result: b.py; 2 more calls of that name could not be resolved; '
  + 'the project is large and was not searched to its end.';

interface Scene {
  /** Runs in the pauses between slices. */
  readonly turned?: (reports: CallerReports, turn: number) => void;
  readonly result?: Partial<CallersElsewhere>;
  readonly locale?: string;
}

/** A search of so many steps that each take a while. */
function reportsWith(steps: number, { turned, result, locale }: Scene = {}) {
  const told: string[] = [];
  let turns = 0;
  let searches = 0;
  function* search(): Generator<undefined, CallersElsewhere> {
    searches++;
    for (let step = 0; step < steps; step++) {
      const end = performance.now() + 20;
      while (performance.now() < end);
      yield undefined;
    }
    return { ...found, ...result };
  }
  function* nothing(): Generator<undefined, readonly []> {
    yield undefined;
    return [];
  }
  const reports: CallerReports = new CallerReports({
    client: readFeatures({ processId: null, rootUri: null, capabilities: {}, ...(locale === undefined ? {} : { locale }) }),
    locator: { locate: () => undefined },
    screen: { tell: (text) => told.push(text), ask: () => Promise.resolve(undefined), list: () => undefined, apply: () => Promise.resolve(true) },
    documents: { sourceOf: () => ({ path: '/w/a.py' }) },
    workspaces: { shown: (path) => path.replace('/w/', ''), callersElsewhere: search, missingAwaits: nothing },
    patience: { later: () => () => undefined },
    turn: () => {
      turns++;
      turned?.(reports, turns);
      return Promise.resolve();
    },
  });
  return { reports, told, counts: () => ({ turns, searches }) };
}

test('others get their turn after each slice', async () => {
  const { reports, told, counts } = reportsWith(3);
  await reports.show({ uri, functions: ['load'] });
  assert.deepEqual(told, [message]);
  assert.deepEqual(counts(), { turns: 4, searches: 1 });
});

test('a text that changes meanwhile makes the search begin anew; texts that do not come to rest end it', async () => {
  const once = reportsWith(2, { turned: (reports, turn) => { if (turn === 2) reports.textsChanged(); } });
  await once.reports.show({ uri, functions: ['load'] });
  assert.deepEqual([once.told, once.counts().searches], [[message], 2]);
  const restless = reportsWith(2, { turned: (reports, turn) => { if (turn % 2 === 0) reports.textsChanged(); } });
  await restless.reports.show({ uri, functions: ['load'] });
  assert.deepEqual([restless.told, restless.counts().searches], [[], 5]);
});

test('something newer ends the search of what was asked before, so does the end of the session', async () => {
  let later: Promise<void> | undefined;
  const { reports, told } = reportsWith(2, { turned: (self, turn) => { if (turn === 2) later = self.show({ uri, functions: ['load'] }); } });
  await reports.show({ uri, functions: ['load'] });
  await later;
  assert.deepEqual(told, [message]);
  const stopped = reportsWith(2, { turned: (self, turn) => { if (turn === 2) self.stop(); } });
  await stopped.reports.show({ uri, functions: ['load'] });
  assert.deepEqual(stopped.told, []);
});

const [use] = found.uses;
const handedOn = use ? [{ ...use, use: 'handed-on' as const }] : [];
const inFile = (name: string): CallersElsewhere['uses'] => found.uses.map((one) => ({ ...one, place: { ...one.place, path: `/w/${name}.py` } }));
const wordings: readonly (readonly [result: Partial<CallersElsewhere>, en: string, zh: string])[] = [
  [{ functions: ['a', 'b'], unresolved: 1, isCut: false },
    '`a` and `b` are async now. One call in another file still expects a plain result: b.py; one more call of that name could not be resolved.',
    '`a` 和 `b` 现在是 async 函数。另外 1 个文件中还有 1 处调用把它当作普通结果使用：b.py；还有 1 处同名调用无法解析。'],
  [{ functions: ['a', 'b', 'c', 'd'], uses: handedOn, unresolved: 0 },
    '`a` and 3 more functions are async now. Handed on as a value in one place: b.py; the project is large and was not searched to its end.',
    '`a` 等 4 个函数现在是 async 函数。有 1 处把它作为值传递：b.py；项目较大，未能全部搜索。'],
  [{ uses: [...found.uses, ...found.uses, ...['c', 'd', 'e', 'f'].flatMap(inFile)], unresolved: 0, isCut: false },
    '`load` is async now. 6 calls in 5 other files still expect a plain result: b.py, c.py, d.py and 2 more.',
    '`load` 现在是 async 函数。另外 5 个文件中还有 6 处调用把它当作普通结果使用：b.py、c.py、d.py 以及另外 2 处。'],
];

for (const [result, en, zh] of wordings) {
  test(`told as: ${en}`, async () => {
    for (const [locale, text] of [['en', en], ['zh-cn', zh]] as const) {
      const { reports, told } = reportsWith(1, { result, locale });
      await reports.show({ uri, functions: ['load'] });
      assert.deepEqual(told, [text]);
    }
  });
}
