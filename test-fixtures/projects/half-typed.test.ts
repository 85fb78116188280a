/** Code that is being written is broken most of the time: every beginning of every program is survived. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { projectTexts, ruleProgramTexts, sourcesOf, strictEngine, type Texts } from './testing/programs.js';

/** Characters between two beginnings: TypeScript makes a new program for each. */
const steps = { python: 7, typescript: 50 } as const;

const programs: readonly (readonly [name: string, texts: Texts])[] = [
  ['demo-service', projectTexts('demo-service')],
  ['ts-service', projectTexts('ts-service')],
  ['programs of the rules', ruleProgramTexts()],
];

for (const [name, texts] of programs) {
  describe(name, () => {
    for (const language of ['python', 'typescript'] as const) {
      const files = sourcesOf(texts, language);
      if (files.length === 0) continue;
      test(`${language}: every ${steps[language]}th beginning`, () => {
        const engine = strictEngine(texts);
        for (const file of files) {
          const whole = texts[file] ?? '';
          const expected = engine.check(file).findings;
          for (let end = 0; end < whole.length; end += steps[language]) {
            try {
              engine.open(file, whole.slice(0, end));
              engine.check(file);
            } catch (error) {
              throw new Error(`${file} up to character ${end}`, { cause: error });
            }
          }
          engine.open(file, whole);
          assert.deepEqual(engine.check(file).findings, expected, `${file} when it is whole again`);
          engine.close(file);
        }
      });
    }
  });
}
