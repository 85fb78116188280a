import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { reasonIn } from './explanation-reasons.js';

const semantics = path.resolve('rules/src/semantics');

/** Every reason that the semantics give, with a piece of code for each that is filled in. */
function reasonsInSources(): string[] {
  const files = fs.readdirSync(semantics, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  return files.flatMap((name) => {
    const text = fs.readFileSync(path.join(semantics, name), 'utf8');
    return [...text.matchAll(/\b(?:unknown|unknownPlain|unknownEffects|fallback)\((['`])((?:\\.|\$\{[^}]*\}|(?!\1).)+)\1/g)]
      .map(([, , reason = '']) => reason.replace(/\$\{[^}]*\}/g, 'x').replaceAll('\\`', '`').replaceAll("\\'", "'"));
  });
}

test('every reason has a Chinese wording that keeps its code', () => {
  const reasons = reasonsInSources();
  assert.ok(reasons.length > 60);
  for (const reason of reasons) {
    const told = reasonIn(reason, 'zh');
    assert.match(told, /[\u4e00-\u9fff]/, reason);
    for (const [code] of reason.matchAll(/`[^`]*`/g)) assert.ok(told.includes(code), reason);
    assert.equal(reasonIn(reason, 'en'), reason);
  }
});

test('reasons inside reasons; what has no wording stays English', () => {
  assert.equal(reasonIn('it is not known what runs: parameter `f` has no annotation', 'zh'), '不知道会运行什么：参数 `f` 没有类型标注');
  assert.equal(reasonIn('`b` is not in `a`', 'zh'), '`a` 中没有 `b`');
  assert.equal(reasonIn('nothing known', 'zh'), 'nothing known');
});
