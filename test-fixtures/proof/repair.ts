/** Finds the traps of a fixture with the engine and repairs them with the engine's own fixes. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { applyEdits, createEngine, nodeFileSystem, noEnvironment, rules, type Engine, type FileReport } from '../../rules/src/core.js';
import type { Fixture } from './fixture.js';

/** More rounds than any fixture has findings. */
const ROUNDS = 20;

/** `line: rule` of everything that is reported in the fixture, in order of lines. */
export function reportedIn(fixture: Fixture): string[] {
  return describe(check(engineFor(fixture), fixture.file));
}

/** The fixture's text after its fix has been applied to every finding of its rule. Fails when a fix is missing or adds findings. */
export function repaired(fixture: Fixture): string {
  const engine = engineFor(fixture);
  let text = fixture.text;
  for (let round = 0; round < ROUNDS; round++) {
    engine.open(fixture.file, text);
    const report = check(engine, fixture.file);
    assert.equal(report.syntaxErrors, 0, `syntax errors in\n${text}`);
    const finding = report.findings.find(({ rule }) => rule === fixture.rule);
    if (!finding) {
      assert.deepEqual(describe(report), [], `the repaired program has findings:\n${text}`);
      return text;
    }
    const fix = finding.fixes.find(({ title }) => title.replaceAll('`', '').startsWith(fixture.fixTitle.replaceAll('`', '')));
    assert.ok(fix, `no fix "${fixture.fixTitle}" for "${finding.message}" but ${JSON.stringify(finding.fixes.map(({ title }) => title))}`);
    text = applyEdits(text, fix.edits);
  }
  return assert.fail(`the fixes do not come to an end:\n${text}`);
}

/** Every recommended rule, and the fixture's own one even if it is a strict one. */
function engineFor(fixture: Fixture): Engine {
  const own = rules.find((rule) => rule.id === fixture.rule) ?? assert.fail(`no rule ${fixture.rule}`);
  return createEngine({
    host: nodeFileSystem, roots: [path.dirname(fixture.file)], pythonEnvironment: noEnvironment, crashes: 'throw',
    overrides: { preset: 'recommended', rules: { [own.id]: own.level }, 'python-version': fixture.python.join('.') },
  });
}

function check(engine: Engine, file: string): FileReport {
  const report = engine.check(file);
  assert.deepEqual(report.problems, []);
  return report;
}

function describe(report: FileReport): string[] {
  return report.findings.map((finding) => `${report.lines.positionAt(finding.start).line + 1}: ${finding.rule}`);
}
