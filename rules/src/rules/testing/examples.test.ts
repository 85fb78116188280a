/** The examples on the rules' pages: the bad one shows the trap, the good one shows none. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../engine/engine.js';
import { MemoryFileSystem } from '../../engine/memory-host.js';
import type { Language } from '../../model/index.js';
import { rules } from '../index.js';

const EXTENSIONS: Readonly<Record<Language, string>> = { python: 'py', typescript: 'ts' };

/** Ids of the rules that report something in the text, with every rule of `preset` switched on. */
function reported(text: string, language: Language, preset: 'recommended' | 'strict'): string[] {
  const path = `/project/example.${EXTENSIONS[language]}`;
  const engine = createEngine({ host: new MemoryFileSystem({ [path]: text }), roots: ['/project'], crashes: 'throw', overrides: { preset, 'python-version': '3.11' } });
  const { findings, problems, syntaxErrors } = engine.check(path);
  assert.deepEqual(problems, []);
  assert.equal(syntaxErrors, 0);
  return findings.map((finding) => finding.rule);
}

for (const rule of rules) {
  for (const language of ['python', 'typescript'] as const) {
    const example = rule.docs.examples[language];
    test(`${rule.id}: has a ${language} example where the trap exists`, () => {
      assert.equal(example !== undefined, rule.languages[language] === true);
    });
    if (!example) continue;
    test(`${rule.id}: the bad ${language} example is reported, by no other recommended rule`, () => {
      assert.ok(reported(example.bad, language, 'strict').includes(rule.id));
      assert.deepEqual(reported(example.bad, language, 'recommended').filter((id) => id !== rule.id), []);
    });
    test(`${rule.id}: the good ${language} example is silent`, () => {
      assert.deepEqual(reported(example.good, language, 'strict'), []);
    });
  }
}
