import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../../rules/src/core.js';
import { Checks } from './checks.js';
import { fileSource } from './source.js';

const source = fileSource('/a.py', 'python', TextDocument.create('file:///a.py', 'python', 1, 'x'));
const finding: Finding = {
  rule: 'r', level: 'error', path: '/a.py', start: 0, end: 1, messageId: 'm', message: 'text', related: [], fixes: [],
};

function setUp(check: () => { findings: Finding[]; problems: [] }) {
  const state = { calls: 0 };
  const lines: string[] = [];
  const log = { warn: (line: string) => { lines.push(line); }, error: (line: string) => { lines.push(line); } };
  const checks = new Checks({ check: () => { state.calls++; return check(); } }, log);
  return { checks, state, lines };
}

test('a crash is told once with the file, and the file is skipped until it changes', () => {
  let broken = true;
  const { checks, state, lines } = setUp(() => {
    if (broken) throw new Error('boom');
    return { findings: [finding], problems: [] };
  });
  assert.deepEqual(checks.findings(source), []);
  assert.deepEqual(checks.findings(source), []);
  assert.equal(state.calls, 1);
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? '', /\/a\.py.*boom/s);
  broken = false;
  checks.forget(source);
  assert.deepEqual(checks.findings(source), [finding]);
});

test('a problem is told once', () => {
  const lines: string[] = [];
  const log = { warn: (line: string) => { lines.push(line); }, error: (line: string) => { lines.push(line); } };
  const problem = { path: '/pyproject.toml', message: 'Unknown key', kind: 'configuration' as const };
  const checks = new Checks({ check: () => ({ findings: [], problems: [problem] }) }, log);
  checks.findings(source);
  checks.findings(source);
  assert.deepEqual(lines, ['/pyproject.toml: Unknown key']);
});
