/** Statements that nothing can reach, as far as the shape of the code tells. */
import { caughtBy } from './catching.js';
import { constantTruth } from './constant-tests.js';
import { insteadOfReturning, interruptionsIn } from './interruptions.js';
import type { FunctionModel } from './function.js';
import { isLastAlternative } from './last-alternative.js';
import type { Expression, Handler, IfStatement, Statement } from './nodes.js';
import { Kept } from './subject.js';

const answers = new Kept<FunctionModel, boolean>();

/**
 * May some code of the function's blocks be out of reach, by the control-flow graph? Says yes too often rather than too
 * rarely. Handlers and cases are not thought of: whether an exception gets there is the graph's business.
 */
export function mayHoldDeadCode(fn: FunctionModel): boolean {
  let answer = answers.get(fn);
  if (answer === undefined) answers.set(fn, (answer = holdsDeadCode(fn.body)));
  return answer;
}

/** Does some error certainly lead to the handler? Says no too often rather than too rarely. */
export function isEntered(handler: Handler): boolean {
  const { parent } = handler;
  if (parent?.kind !== 'try' || parent.handlesGroups || caughtBy(handler).errors === 'none') return false;
  const earlier = parent.handlers.slice(0, parent.handlers.indexOf(handler));
  return earlier.every((other) => caughtBy(other).errors !== 'all') && parent.body.some(mayFail);
}

/** May the statement itself raise an error, in other code than what it catches? */
function mayFail(statement: Statement): boolean {
  switch (statement.kind) {
    case 'import': case 'with': return true;
    case 'expression-statement': return interruptionsIn([statement.value]).error;
    case 'assignment': return statement.value !== undefined && interruptionsIn([statement.value]).error;
    case 'return': return statement.value !== undefined && interruptionsIn([statement.value]).error;
    case 'if': return interruptionsIn([statement.test]).error;
    default: return false;
  }
}

function holdsDeadCode(block: readonly Statement[]): boolean {
  return block.some((statement, i) => (i < block.length - 1 && mayNotComplete(statement)) || holdsWithin(statement));
}

function holdsWithin(statement: Statement): boolean {
  switch (statement.kind) {
    case 'if': return isDecided(statement) || holdsDeadCode(statement.then) || holdsDeadCode(statement.otherwise);
    case 'while':
      return (statement.test !== undefined && constantTruth(statement.test) === false)
        || holdsDeadCode(statement.body) || holdsDeadCode(statement.otherwise) || (isEndless(statement.test) && statement.otherwise.length > 0);
    case 'for': return holdsDeadCode(statement.body) || holdsDeadCode(statement.otherwise);
    case 'with': case 'block': return holdsDeadCode(statement.body);
    case 'try':
      return holdsDeadCode(statement.body) || holdsDeadCode(statement.otherwise) || holdsDeadCode(statement.finalizer)
        || (statement.otherwise.length > 0 && statement.body.some(mayNotComplete)) || statement.handlers.some(({ body }) => holdsDeadCode(body));
    case 'match': return statement.cases.some(({ body }) => holdsDeadCode(body));
    case 'class-statement': return holdsDeadCode(statement.cls.body);
    default: return false;
  }
}

/** Is it possible that the code after the statement is never reached? */
export function mayNotComplete(statement: Statement): boolean {
  switch (statement.kind) {
    case 'return': case 'raise': case 'break': case 'continue': return true;
    case 'expression-statement': return statement.value.kind === 'call' && insteadOfReturning(statement.value) !== undefined;
    case 'assert': return constantTruth(statement.test) === false;
    case 'if': return isDecided(statement) || (statement.then.some(mayNotComplete) && statement.otherwise.some(mayNotComplete));
    case 'while': return isEndless(statement.test);
    case 'try': return [statement.body, statement.otherwise, statement.finalizer].some((block) => block.some(mayNotComplete));
    case 'with': case 'block': return statement.body.some(mayNotComplete);
    case 'match': return statement.cases.every(({ body }) => body.some(mayNotComplete));
    default: return false;
  }
}

function isDecided(statement: IfStatement): boolean {
  return isConstant(statement.test) || isLastAlternative(statement);
}

function isConstant(test: Expression): boolean {
  return constantTruth(test) !== undefined;
}

function isEndless(test: Expression | undefined): boolean {
  return test === undefined || isConstant(test);
}
