/** What every rule's texts promise their readers. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rules } from '../index.js';
import type { Translated } from '../rule.js';

const LONGEST = 90;

function placeholders(text: string): string[] {
  return (text.match(/\{\w+\}/g) ?? []).sort();
}

function withoutData(text: string): string {
  return text.replaceAll(/\{\w+\}/g, '');
}

function translations(texts: Readonly<Record<string, Translated>>): [string, Translated][] {
  return Object.entries(texts);
}

for (const rule of rules) {
  const isTold = [...translations(rule.messages), ...translations(rule.texts)];
  test(`${rule.id}: messages are one short sentence`, () => {
    for (const [name, { en, zh }] of isTold) {
      assert.ok(withoutData(en).length <= LONGEST, `${name}: ${en}`);
      for (const text of [en, zh]) {
        assert.doesNotMatch(text, /[.。\n]$|\. [A-Z]/, `${name}: ${text}`);
        assert.equal(text.trim(), text);
      }
    }
  });
  test(`${rule.id}: the Chinese texts are Chinese and use only data that the English ones have`, () => {
    for (const [name, { en, zh }] of isTold) {
      assert.match(zh, /[\u4e00-\u9fff]/, name);
      for (const placeholder of placeholders(zh)) assert.ok(en.includes(placeholder), `${name}: ${placeholder}`);
    }
  });
}
