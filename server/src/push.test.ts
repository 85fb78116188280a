import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PublishDiagnosticsParams } from 'vscode-languageserver/node';
import type { Timer } from './pause.js';
import { Pusher } from './push.js';

class ManualTimer implements Timer {
  #pending: (() => void) | undefined;
  started = 0;

  later(callback: () => void): () => void {
    this.started++;
    this.#pending = callback;
    return () => { if (this.#pending === callback) this.#pending = undefined; };
  }

  fire(): void {
    const callback = this.#pending;
    this.#pending = undefined;
    callback?.();
  }
}

function setUp() {
  const timer = new ManualTimer();
  const state = { all: [] as PublishDiagnosticsParams[], computed: 0 };
  const published: PublishDiagnosticsParams[] = [];
  const pusher = new Pusher({
    all: () => { state.computed++; return state.all; },
    publish: (params) => { published.push(params); },
  }, timer);
  return { timer, state, published, pusher };
}

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };

test('many changes in a row are one check', () => {
  const { timer, state, published, pusher } = setUp();
  state.all = [{ uri: 'a', version: 1, diagnostics: [] }];
  for (let i = 0; i < 10; i++) pusher.schedule();
  assert.equal(published.length, 0);
  timer.fire();
  assert.deepEqual([timer.started, state.computed, published.length], [10, 1, 1]);
});

test('only documents whose diagnostics changed are published again', () => {
  const { timer, state, published, pusher } = setUp();
  state.all = [{ uri: 'a', version: 1, diagnostics: [] }, { uri: 'b', version: 1, diagnostics: [] }];
  pusher.schedule();
  timer.fire();
  state.all = [{ uri: 'a', version: 1, diagnostics: [] }, { uri: 'b', version: 1, diagnostics: [{ range, message: 'm' }] }];
  pusher.schedule();
  timer.fire();
  assert.deepEqual(published.map(({ uri }) => uri), ['a', 'b', 'b']);
});

test('a closed document is cleared once', () => {
  const { timer, state, published, pusher } = setUp();
  state.all = [{ uri: 'a', version: 1, diagnostics: [{ range, message: 'm' }] }];
  pusher.schedule();
  timer.fire();
  state.all = [];
  for (let i = 0; i < 2; i++) {
    pusher.schedule();
    timer.fire();
  }
  assert.deepEqual(published.slice(1), [{ uri: 'a', diagnostics: [] }]);
});

test('nothing is published after the end', () => {
  const { timer, state, published, pusher } = setUp();
  state.all = [{ uri: 'a', version: 1, diagnostics: [] }];
  pusher.schedule();
  pusher.stop();
  timer.fire();
  assert.deepEqual(published, []);
});
