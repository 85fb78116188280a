/**
 * Tests whose outcome the project's Python versions decide: `sys.version_info >= (3, 11)`. A branch counts when it can run on
 * one of them. Of the platform (`sys.platform`, `os.name`) a project says nothing: both branches of such a test count.
 * https://docs.python.org/3/library/sys.html#sys.version_info
 */
import type { ModuleModel } from './module.js';
import { Kept } from './subject.js';
import type { CompareExpression, Expression, NameExpression } from './nodes.js';
import { moduleOf, textOf } from './place.js';
import { resolveName, type Variable } from './scope.js';

/** Minor versions of Python 3. */
export interface PythonRange {
  readonly lowest: number;
  /** The first that is no longer supported; undefined when none is known. */
  readonly below: number | undefined;
}

/** More than any minor version of Python 3. */
const FAR = 1000;

/** The outcome on all versions that the module runs on; undefined when it differs or has nothing to do with them. */
export function versionTruth(test: CompareExpression): boolean | undefined {
  // Nearly all tests are about something else: they must cost nothing.
  if (!test.operands.some(looksLikeVersion)) return undefined;
  const { runsOn } = moduleOf(test);
  if (!runsOn) return undefined;
  let all: boolean | undefined = true;
  for (const [index, operator] of test.operators.entries()) {
    const left = test.operands[index];
    const right = test.operands[index + 1];
    const truth = left && right && compared(left, operator, right, runsOn);
    if (truth === false) return false;
    if (truth === undefined) all = undefined;
  }
  return all;
}

function looksLikeVersion(expression: Expression): boolean {
  if (expression.kind === 'name') return expression.name === 'version_info';
  if (expression.kind === 'member') return expression.name === 'version_info' || (expression.name === 'major' || expression.name === 'minor' ? looksLikeVersion(expression.object) : false);
  return expression.kind === 'index' && looksLikeVersion(expression.object);
}

const testing = new Kept<ModuleModel, boolean>();
const testingConstants = new Kept<ModuleModel, boolean>();

/** Does the module ask for the Python version at all? A look at the text. */
export function asksForVersion(module: ModuleModel): boolean {
  let asks = testing.get(module);
  if (asks === undefined) testing.set(module, (asks = module.runsOn !== undefined && module.text.includes('version_info')));
  return asks;
}

/** Does the module test a bare constant, which may stand for a test of the Python version? A look at the text. */
export function testsConstants(module: ModuleModel): boolean {
  let tests = testingConstants.get(module);
  if (tests === undefined) testingConstants.set(module, (tests = module.runsOn !== undefined && /\bif (?:not )?_*(?!TYPE_CHECKING\b)[A-Z][A-Z0-9_]*\b(?![.(\w])/.test(module.text)));
  return tests;
}

/** `PY311 = sys.version_info >= (3, 11)` at the top of the module: the test that the variable stands for. */
export function namedVersionTest(variable: Variable): CompareExpression | undefined {
  const { owner, name, bindings: [binding, ...others] } = variable;
  if (owner.kind !== 'function' || owner.form !== 'module' || others.length > 0 || binding?.node.kind !== 'assignment') return undefined;
  if (!/^_*[A-Z]/.test(name) || !asksForVersion(moduleOf(binding.node))) return undefined;
  const { value, operator } = binding.node;
  return value?.kind === 'compare' && operator === undefined ? value : undefined;
}

function compared(left: Expression, operator: string, right: Expression, range: PythonRange): boolean | undefined {
  const part = versionPart(left);
  if (part) return outcome(part, operator, right, range);
  const other = versionPart(right);
  const mirrored = MIRRORED[operator];
  return other && mirrored !== undefined ? outcome(other, mirrored, left, range) : undefined;
}

const MIRRORED: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=', '==': '==', '!=': '!=' };

/** What of the version is looked at: all of it, its first two numbers, or one. */
type VersionPart = 'whole' | 'pair' | 'major' | 'minor';

function versionPart(expression: Expression): VersionPart | undefined {
  if (isVersionInfo(expression)) return 'whole';
  if (expression.kind === 'member' && isVersionInfo(expression.object)) return expression.name === 'major' || expression.name === 'minor' ? expression.name : undefined;
  if (expression.kind !== 'index' || !isVersionInfo(expression.object)) return undefined;
  switch (textOf(expression.index).replace(/\s/g, '')) {
    case ':2': case '0:2': return 'pair';
    case '0': return 'major';
    case '1': return 'minor';
    default: return undefined;
  }
}

function isVersionInfo(expression: Expression): boolean {
  if (expression.kind === 'member') return expression.name === 'version_info' && expression.object.kind === 'name' && isImported(expression.object, undefined);
  return expression.kind === 'name' && isImported(expression, 'version_info');
}

/** Is the name the module `sys`, or that member of it, wherever it was imported? */
function isImported(name: NameExpression, member: string | undefined): boolean {
  if (member === undefined ? name.name !== 'sys' && name.name !== '_sys' : name.name !== member) return false;
  const bindings = resolveName(name)?.bindings ?? [];
  return bindings.length > 0 && bindings.every((binding) => binding.kind === 'import' && binding.imported.module === 'sys' && binding.imported.imported === member);
}

function outcome(part: VersionPart, operator: string, other: Expression, range: PythonRange): boolean | undefined {
  switch (operator) {
    case '>=': return reaches(part, other, range);
    case '<': return opposite(reaches(part, other, range));
    case '>': return exceeds(part, other, range);
    case '<=': return opposite(exceeds(part, other, range));
    case '==': return equals(part, other, range);
    case '!=': return opposite(equals(part, other, range));
    default: return undefined;
  }
}

function opposite(truth: boolean | undefined): boolean | undefined {
  return truth === undefined ? undefined : !truth;
}

/** `version >= other` */
function reaches(part: VersionPart, other: Expression, { lowest, below = FAR }: PythonRange): boolean | undefined {
  const minor = minorOf(part, other);
  if (minor === undefined) return undefined;
  // 3.9 reaches (3, 9); whether it reaches (3, 9, 2) depends on the release.
  if (minor.exact ? lowest >= minor.number : lowest > minor.number) return true;
  return below <= minor.number ? false : undefined;
}

/** `version > other`: what is as long as the version itself, or longer than what it is compared with, is greater. */
function exceeds(part: VersionPart, other: Expression, range: PythonRange): boolean | undefined {
  const minor = minorOf(part, other);
  if (minor === undefined) return undefined;
  if (part === 'whole') return reaches(part, other, range);
  const next = minor.number + (part === 'major' ? FAR : 1);
  if (range.lowest >= next) return true;
  return (range.below ?? FAR) <= next ? false : undefined;
}

function equals(part: VersionPart, other: Expression, { lowest, below }: PythonRange): boolean | undefined {
  const minor = part === 'whole' ? undefined : minorOf(part, other);
  if (minor === undefined) return undefined;
  if (part === 'major') return minor.number === 0;
  if (minor.number < lowest || (below !== undefined && minor.number >= below)) return false;
  return below === lowest + 1 ? true : undefined;
}

/**
 * What the version is compared with as a minor version of Python 3: `(3, 11)`, `3` for the first number. Of Python 2 anything
 * below 0, of Python 4 what is never reached. `exact`: it names no release within the minor version.
 */
function minorOf(part: VersionPart, other: Expression): { readonly number: number; readonly exact: boolean } | undefined {
  if (part === 'major' || part === 'minor') {
    const number = numberOf(other);
    if (number === undefined) return undefined;
    return { number: part === 'minor' ? number : number === 3 ? 0 : (number - 3) * FAR, exact: true };
  }
  if (other.kind !== 'sequence' || other.shape !== 'tuple') return undefined;
  const [major, minor = 0, ...release] = other.items.map((item) => (item.kind === 'spread' ? undefined : numberOf(item)));
  if (major === undefined || (other.items.length > 1 && minor === undefined)) return undefined;
  return { number: major === 3 ? minor : (major - 3) * FAR, exact: release.every((number) => number === 0) };
}

function numberOf(expression: Expression): number | undefined {
  return expression.kind === 'literal' && typeof expression.value === 'number' ? expression.value : undefined;
}
