/**
 * Texts and settings are the ground state: an engine that has seen a long row of edits answers like one that has just
 * been made. `EDIT_SEED` and `EDIT_STEPS` choose another row.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Engine } from '../../rules/src/core.js';
import { chooser, edits, type Choose } from './testing/edits.js';
import { findingsOf, projectTexts, ruleProgramTexts, sourcesOf, strictEngine, type Texts } from './testing/programs.js';

interface Row {
  readonly name: string;
  readonly texts: Texts;
  readonly language: 'python' | 'typescript';
  readonly steps: number;
}

const rows: readonly Row[] = [
  { name: 'demo-service', texts: projectTexts('demo-service'), language: 'python', steps: 60 },
  { name: 'programs of the rules', texts: ruleProgramTexts(), language: 'python', steps: 30 },
  { name: 'ts-service', texts: projectTexts('ts-service'), language: 'typescript', steps: 8 },
];
const seed = Number(process.env['EDIT_SEED'] ?? 20260101);

for (const { name, texts, language, steps } of rows) {
  const count = Number(process.env['EDIT_STEPS'] ?? steps);
  const files = sourcesOf(texts, language);
  describe(name, () => {
    test(`after each of ${count} edits (seed ${seed}) as after a fresh start`, () => {
      const choose = chooser(seed);
      const current: Record<string, string> = { ...texts };
      const engine = strictEngine(texts);
      findingsOf(engine, files);
      const done: string[] = [];
      for (let step = 0; step < count; step++) {
        done.push(edit(engine, current, files, texts, choose));
        // Not every file is looked at after every edit: what was left unasked must come right later as well.
        const asked = files.filter(() => choose(3) > 0);
        assert.deepEqual(findingsOf(engine, asked), findingsOf(strictEngine(current), asked), done.join('\n'));
      }
      assert.deepEqual(findingsOf(engine, files), findingsOf(strictEngine(current), files), done.join('\n'));
    });

    test('asked again, and in another order, the answers are the same', () => {
      const engine = strictEngine(texts);
      const first = findingsOf(engine, files);
      assert.ok(Object.values(first).some((findings) => findings.length > 0));
      assert.deepEqual(findingsOf(engine, files), first);
      engine.configure({});
      assert.deepEqual(findingsOf(engine, files), first, 'after all reports were dropped');
      assert.deepEqual(findingsOf(strictEngine(texts), [...files].reverse()), Object.fromEntries(Object.entries(first).reverse()), 'from the last file to the first');
    });
  });
}

/** One edit, or one file as it was at first; the answer says which. */
function edit(engine: Engine, current: Record<string, string>, files: readonly string[], texts: Texts, choose: Choose): string {
  const file = files[choose(files.length)] ?? '';
  const [title, change] = Object.entries(edits)[choose(Object.keys(edits).length)] ?? assert.fail();
  const isReset = choose(6) === 0;
  const text = isReset ? texts[file] ?? '' : change((current[file] ?? '').split('\n'), choose).join('\n');
  current[file] = text;
  if (isReset) engine.close(file);
  else engine.change(file, text);
  return `${isReset ? 'as it was' : title}: ${file}`;
}
