import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ServerLife, type LifeLog, type Startable } from './server-life.js';

function setUp(behaviour: Partial<Startable> = {}) {
  const events: string[] = [];
  const lines: string[] = [];
  const log: LifeLog = { info: (line) => { lines.push(line); }, warn: (line) => { lines.push(line); }, error: (line) => { lines.push(line); } };
  let made = 0;
  const life = new ServerLife(() => {
    const number = ++made;
    return {
      start: async () => {
        events.push(`start ${number}`);
        await behaviour.start?.();
      },
      dispose: async () => {
        events.push(`stop ${number}`);
        await behaviour.dispose?.();
      },
    };
  }, log);
  return { life, events, lines };
}

test('a restart stops the old server before it starts the new one', async () => {
  const { life, events } = setUp();
  await life.start();
  await life.restart();
  assert.deepEqual(events, ['start 1', 'stop 1', 'start 2']);
});

test('restarts asked for while one waits are one', async () => {
  const { life, events } = setUp();
  void life.start();
  await Promise.all([life.restart(), life.restart(), life.restart()]);
  assert.deepEqual(events, ['start 1', 'stop 1', 'start 2']);
  await life.restart();
  assert.deepEqual(events.slice(3), ['stop 2', 'start 3']);
});

test('a server that cannot stop does not keep the next one from starting', async () => {
  const { life, events, lines } = setUp({ dispose: () => Promise.reject(new Error('crashed')) });
  await life.start();
  await life.restart();
  assert.deepEqual(events, ['start 1', 'stop 1', 'start 2']);
  assert.match(lines.join('\n'), /crashed/);
});

test('a failed start is logged, and a restart tries again', async () => {
  let broken = true;
  const { life, events, lines } = setUp({ start: () => broken ? Promise.reject(new Error('no server')) : Promise.resolve() });
  await life.start();
  assert.match(lines.join('\n'), /no server/);
  broken = false;
  await life.restart();
  assert.equal(events.at(-1), 'start 2');
});

test('stopping twice stops once', async () => {
  const { life, events } = setUp();
  await life.start();
  await Promise.all([life.stop(), life.stop()]);
  assert.deepEqual(events, ['start 1', 'stop 1']);
});
