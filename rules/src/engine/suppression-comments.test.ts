import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LineIndex, type Comment, type Language } from '../model/index.js';
import { readSuppressions } from './suppression-comments.js';

/** `rules@first-last` for each thing that the comments of a text say; lines from 1. Comments are found without a parser. */
function read(text: string, language: Language): string[] {
  const pattern = language === 'python' ? /#.*/g : /\/\/.*|\/\*[^]*?\*\//g;
  const comments: Comment[] = [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  return readSuppressions(text, new LineIndex(text), comments, language)
    .map(({ rules, firstLine, lastLine, isOurs }) => `${isOurs ? '' : '~'}${rules?.join('+') ?? '*'}@${firstLine + 1}-${lastLine + 1}`);
}

const python: readonly (readonly [text: string, expected: readonly string[]])[] = [
  ['x()  # async-pitfalls: ignore[a]', ['a@1-1']],
  ['x()  # async-pitfalls: ignore[a, b] because', ['a+b@1-1']],
  ['x()  #async-pitfalls:ignore[ a ]', ['a@1-1']],
  ['x()  # async-pitfalls: ignore', ['*@1-1']],
  ['x()  # async-pitfalls: ignore everything here', ['*@1-1']],
  ['x()  # async-pitfalls: ignored[a]', []],
  ['x()  # async-pitfalls: ignore-all', []],
  ['x()  # please async-pitfalls: ignore[a]', []],
  ['# async-pitfalls: ignore[a]\nx()', ['a@2-2']],
  ['  # async-pitfalls: ignore[a]\n  # and why\n\n  x()\n  y()', ['a@4-4']],
  ['x()\n# async-pitfalls: ignore-file[a] generated\ny()', ['a@1-3']],
  ['# async-pitfalls: ignore-file\ny()', ['*@1-2']],
  ['x()  # noqa', []],
  ['x()  # noqa: E501', []],
  ['x()  # type: ignore', []],
  ['x()  # type: ignore[misc]', []],
  ['x()  # type: ignore[misc, unused-coroutine]', ['~missing-await@1-1']],
  ['x()  # type: ignore[unused-awaitable]  # fire and forget', ['~missing-await@1-1']],
  ['x()  # noqa: RUF006', ['~dangling-task@1-1']],
  ['x()  # NOQA:ASYNC251,E501', ['~blocking-call@1-1']],
  ['x()  # noqa: E501, ASYNC110 - polling', ['~busy-wait@1-1']],
  ['x()  # noqa: ASYNC2', ['~blocking-call@1-1']],
  ['x()  # type: ignore # noqa: ASYNC105', ['~missing-await@1-1']],
  ['x()  # eslint-disable-line async-pitfalls/a', ['~a@1-1']],
  ['# eslint-disable-next-line a -- b\nx()', ['~a@2-2']],
  ['# eslint-disable a, b\nx()\n# eslint-enable a\ny()', ['~a@1-3', '~b@1-4']],
  ['# eslint-disable\nx()\n# eslint-enable\ny()', ['~*@1-3']],
];
for (const [text, expected] of python) test(`Python: ${JSON.stringify(text)}`, () => { assert.deepEqual(read(text, 'python'), expected); });

const typescript: readonly (readonly [text: string, expected: readonly string[]])[] = [
  ['x(); // async-pitfalls: ignore[a]', ['a@1-1']],
  ['x(); /* async-pitfalls: ignore[a] */', ['a@1-1']],
  ['// async-pitfalls: ignore[a]\nx();', ['a@2-2']],
  ['/* async-pitfalls: ignore[a] */\nx();', ['a@2-2']],
  ['/* async-pitfalls: ignore-file[a] */\nx();', ['a@1-2']],
  ['x(); // noqa: RUF006', []],
  ['x(); // eslint-disable-line', ['~*@1-1']],
  ['// eslint-disable-next-line async-pitfalls/a, no-console -- reason, b\nx();', ['~a+no-console@2-2']],
  ['/* eslint-disable-next-line\n a */\nx();', ['~a@3-3']],
  ['// eslint-disable-next-line @typescript-eslint/no-floating-promises\nx();', ['~missing-await@2-2']],
  ['/* eslint-disable a */\nx();\n/* eslint-enable a */\nx();', ['~a@1-3']],
  ['// eslint-disable a\nx();', []],
  ['/* eslint a: "off" */\nx();', []],
  ['/* eslint-disabled */\nx();', []],
];
for (const [text, expected] of typescript) test(`TypeScript: ${JSON.stringify(text)}`, () => { assert.deepEqual(read(text, 'typescript'), expected); });

test('a file of comments is gone through a few times, not once for each comment', () => {
  const text = '# noqa: RUF006\n'.repeat(3000);
  let asked = 0;
  class CountingLines extends LineIndex {
    override lineText(line: number): string {
      asked++;
      return super.lineText(line);
    }
  }
  const comments: Comment[] = [...text.matchAll(/#.*/g)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  assert.equal(readSuppressions(text, new CountingLines(text), comments, 'python').length, 3000);
  assert.ok(asked < 5 * 3000, `${asked}`);
});
