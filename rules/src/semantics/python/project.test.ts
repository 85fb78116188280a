import assert from 'node:assert/strict';
import { test } from 'node:test';
import { displayOf } from './display.js';
import { valueOf } from './expressions.js';
import { summaryOf } from './summary.js';
import { pictureOf } from './reveal.js';
import type { Picture } from './reveal.js';

const PROJECT = `
  # file: lib.py
  LIMIT = 3

  async def fetch(n: int) -> int:
      x = n + 1
      return x

  def plain():
      return fetch(1)

  class C:
      def __init__(self):
          self.conn = None
  # file: mid.py
  from lib import plain, fetch, C
  def through():
      return plain()
  # file: main.py
  import mid
  r = mid.through()
  # file: other.py
  o = 1
`;

/** The text of a value assigned in a module. */
function valueIn({ project }: Picture, path: string, name: string): string {
  const module = project.module(path);
  const statement = module?.root.body.find((one) => one.kind === 'assignment' && one.targets[0]?.kind === 'name' && one.targets[0].name === name);
  assert.ok(statement?.kind === 'assignment' && statement.value);
  return displayOf(project, valueOf(project, statement.value));
}

function edit(picture: Picture, path: string, from: string, to: string): { summaryChanged: boolean; dependants: readonly string[] } {
  const before = picture.project.module(path);
  assert.ok(before);
  assert.ok(before.text.includes(from));
  return picture.project.update(path, picture.host.write(path, before.text.replace(from, to)), summaryOf(before));
}

test('an edit that others cannot observe leaves their findings alone', () => {
  const picture = pictureOf(PROJECT);
  assert.equal(valueIn(picture, '/project/main.py', 'r'), 'Coroutine[int]');
  for (const [from, to] of [['x = n + 1', 'x = n + 2'], ['LIMIT = 3', 'LIMIT = 3  # a comment'], ['async def fetch', '\n\nasync def fetch']] as const) {
    assert.equal(edit(picture, '/project/lib.py', from, to).summaryChanged, false, to);
    assert.equal(valueIn(picture, '/project/main.py', 'r'), 'Coroutine[int]');
  }
});

test('an edit that others can observe names those that depend on it, through others too', () => {
  const edits: [string, string, string][] = [
    ['async def fetch(n: int) -> int', 'async def fetch(n: int) -> str', 'Coroutine[str]'],
    ['async def fetch', 'def fetch', 'int'],
    ['return fetch(1)', 'return 1.5', 'float'],
    ['def plain', 'def other', 'unknown'],
    ['def plain', '@unheard\ndef plain', 'unknown'],
  ];
  for (const [from, to, after] of edits) {
    const picture = pictureOf(PROJECT);
    assert.equal(valueIn(picture, '/project/main.py', 'r'), 'Coroutine[int]');
    assert.equal(valueIn(picture, '/project/other.py', 'o'), 'int');
    const { summaryChanged, dependants } = edit(picture, '/project/lib.py', from, to);
    assert.equal(summaryChanged, true, to);
    assert.deepEqual([...dependants].sort(), ['/project/main.py', '/project/mid.py']);
    assert.equal(valueIn(picture, '/project/main.py', 'r'), after);
  }
});

test('a class that others see changes the summary, and so does what a plain function runs', () => {
  for (const [from, to] of [['self.conn = None', 'self.conn = fetch(2)'], ['LIMIT = 3', 'LIMIT = "x"'], ['return fetch(1)', 'open("f").read()\n    return fetch(1)']] as const) {
    const picture = pictureOf(PROJECT);
    valueIn(picture, '/project/main.py', 'r');
    assert.equal(edit(picture, '/project/lib.py', from, to).summaryChanged, true, to);
  }
});

test('a new file may be what an import means, a deleted one no longer is', () => {
  const picture = pictureOf(`
    # file: main.py
    from late import value
    r = value
  `);
  assert.equal(valueIn(picture, '/project/main.py', 'r'), 'late.value');
  const { version } = picture.project;
  picture.host.write('/project/late.py', 'value = 1\n');
  assert.deepEqual(picture.project.rebind(['/project/main.py']), ['/project/main.py']);
  assert.ok(picture.project.version > version);
  assert.equal(valueIn(picture, '/project/main.py', 'r'), 'int');
});
