/**
 * Proofs: every trap we report is one when the program runs, and our fix takes it away. A fixture's bad program shows its
 * symptom under CPython in development mode (Node for TypeScript); the program that our own fix makes of it does not,
 * and prints what it should. How to write one: `proof/fixture.ts`. PYTHON names the interpreter (default `python3`).
 */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { rules } from '../rules/src/core.js';
import { findFixtures, type Fixture } from './proof/fixture.js';
import { repaired, reportedIn } from './proof/repair.js';
import { missingModules, pythonVersion, runFixture, runPython, type Run } from './proof/running.js';
import { elapsedIn, elapsedRatio, printedBy, symptomNamed, symptomsOf } from './proof/symptoms.js';

/** Milliseconds. A program that hangs is watched for as long as one that works could possibly need on a busy machine. */
const HANG = 6_000;
const DEADLINE = 60_000;

const fixtures = findFixtures(path.join(process.env['ASYNC_PITFALLS_ROOT'] ?? '.', 'test-fixtures'));
const version = pythonVersion();

function skipReason(needs: readonly [number, number]): string | false {
  if (!version) return 'no Python: set PYTHON to run it';
  const isOlder = version[0] < needs[0] || (version[0] === needs[0] && version[1] < needs[1]);
  return isOlder ? `Python ${version.join('.')} is older than ${needs.join('.')}` : false;
}

test('there are fixtures', () => assert.ok(fixtures.length > 0));

for (const fixture of fixtures) {
  test(`${fixture.name} is reported as it says`, () => assert.deepEqual(reportedIn(fixture), fixture.expected));
  const skip = fixture.language === 'python' ? skipReason(fixture.python) : false;
  test(`${fixture.name} shows ${fixture.symptom} until it is fixed`, { skip }, () => prove(fixture));
}

async function prove(fixture: Fixture): Promise<void> {
  const fixedText = repaired(fixture);
  const bad = await runFixture(fixture, fixture.text, fixture.symptom === 'hang' ? HANG : DEADLINE);
  const fixed = await runFixture(fixture, fixedText, DEADLINE);
  const context = `\n--- fixed program\n${fixedText}\n--- its errors\n${fixed.stderr}\n--- errors of the bad one\n${bad.stderr}`;
  assert.deepEqual(printedBy(fixed), fixture.prints, `output${context}`);
  assert.equal(fixed.status, 0, `exit status${context}`);
  assert.deepEqual(symptomsOf(fixed), [], `symptoms of the fixed program${context}`);
  showsSymptom(fixture, bad, fixed, context);
}

function showsSymptom(fixture: Fixture, bad: Run, fixed: Run, context: string): void {
  const ratio = elapsedRatio(fixture.symptom);
  if (ratio !== undefined) {
    const [before, after] = [elapsedIn(bad), elapsedIn(fixed)];
    assert.ok(after < before * ratio, `${after} s is not less than ${ratio} of ${before} s${context}`);
  } else if (fixture.symptom === 'wrong-output') {
    assert.notDeepEqual(printedBy(bad), fixture.prints, `the bad program prints the right thing${context}`);
  } else {
    const symptom = symptomNamed(fixture.symptom);
    assert.ok(symptom.isIn(bad), `the bad program does not show ${symptom.shows}${context}`);
  }
}

for (const { id, docs } of rules) {
  const example = docs.examples.python;
  if (!example) continue;
  const missing = version ? missingModules(example.good + example.bad) : [];
  const skip = skipReason([3, 11]) || (missing.length > 0 && `${missing.join(', ')} is not installed`);
  test(`${id}: the good example of the page runs without a word of complaint`, { skip }, async () => {
    const run = await runPython(example.good, DEADLINE);
    assert.equal(run.status, 0, run.stderr);
    assert.deepEqual(symptomsOf(run), [], run.stderr);
  });
  test(`${id}: the bad example of the page runs into nothing but its trap`, { skip }, async () => {
    const run = await runPython(example.bad, HANG);
    const isTrap = symptomsOf(run).length > 0;
    assert.ok(run.status === 0 || isTrap, run.stderr);
    assert.doesNotMatch(run.stderr, /NameError|ImportError|ModuleNotFoundError/);
    assert.equal(/SyntaxError/.test(run.stderr), fixtures.some((fixture) => fixture.rule === id && fixture.symptom === 'syntax-error'), run.stderr);
  });
}
