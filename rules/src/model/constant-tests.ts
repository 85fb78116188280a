/** Tests that have one outcome only, and the branches that such a test switches off. */
import type { Expression, IfStatement, NameExpression, Node, Statement } from './nodes.js';
import { resolveName } from './scope.js';
import { namedVersionTest, versionTruth } from './version-tests.js';

/** What a name means that another module defines: needs more than one module. */
export type NamedTruth = (name: NameExpression) => boolean | undefined;

/** Is a test always true or always false? undefined when it depends. */
export function constantTruth(test: Expression, imported?: NamedTruth): boolean | undefined {
  if (test.kind === 'unary' && (test.operator === 'not' || test.operator === '!')) {
    const truth = constantTruth(test.operand, imported);
    return truth === undefined ? undefined : !truth;
  }
  if (test.kind === 'logical' && test.operator !== 'nullish') {
    // `if False and ready()`: one operand decides.
    const deciding = test.operator === 'or';
    const truths = test.operands.map((operand) => constantTruth(operand, imported));
    return truths.includes(deciding) ? deciding : truths.includes(undefined) ? undefined : !deciding;
  }
  if (test.kind === 'compare') return versionTruth(test);
  if (test.kind === 'name') {
    const variable = resolveName(test);
    const meant = variable && namedVersionTest(variable);
    return meant ? versionTruth(meant) : imported?.(test);
  }
  if (test.kind !== 'literal') return undefined;
  if (test.type === 'none') return false;
  return test.value === undefined ? undefined : Boolean(test.value);
}

/** The statements of a block that run: not what follows `if sys.version_info >= (3, 9): return`, nor a branch that is switched off. */
export function runningStatements(statements: readonly Statement[], imported?: NamedTruth): readonly Statement[] {
  const end = statements.findIndex((statement) => statement.kind === 'if' && leaves(takenBranch(statement, imported)?.at(-1)));
  return end < 0 ? statements : statements.slice(0, end + 1);
}

/** The branch that is taken, where the test has one outcome only. */
export function takenBranch({ test, then, otherwise }: IfStatement, imported?: NamedTruth): readonly Statement[] | undefined {
  const truth = constantTruth(test, imported);
  return truth === undefined ? undefined : truth ? then : otherwise;
}

function leaves(last: Statement | undefined): boolean {
  return last?.kind === 'return' || last?.kind === 'raise';
}

/** Does the node stand in a branch that a constant or the supported Python versions switch off: `if False and …`? */
export function isSwitchedOff(node: Node, imported?: NamedTruth): boolean {
  return isInBranch(node, (test) => constantTruth(test, imported));
}

/** So, or for type checkers only (`if TYPE_CHECKING:`). */
export function neverRuns(node: Node, imported?: NamedTruth): boolean {
  return isInBranch(node, (test) => (isTypeCheckingTest(test) ? false : constantTruth(test, imported)));
}

/** Nothing but `TYPE_CHECKING`, which is False when the program runs. https://docs.python.org/3/library/typing.html#typing.TYPE_CHECKING */
function isTypeCheckingTest(test: Expression): boolean {
  return (test.kind === 'name' || test.kind === 'member') && test.name === 'TYPE_CHECKING';
}

/** Is the node in the branch of an `if` around it that is not taken when the test has this outcome? */
export function isInBranch(node: Node, truthOf: (test: Expression) => boolean | undefined): boolean {
  let child = node;
  for (let current = node.parent; current; child = current, current = current.parent) {
    if (current.kind === 'conditional' && current.test !== child) {
      const truth = truthOf(current.test);
      if (truth !== undefined && truth !== (current.then === child)) return true;
    }
    if (current.kind !== 'if' || current.test === child) continue;
    const truth = truthOf(current.test);
    if (truth !== undefined && truth !== current.then.some((statement) => statement === child)) return true;
  }
  return false;
}
