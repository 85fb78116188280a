/** Statements that nothing can reach, as far as the shape of the code tells. */
import { constantTruth, insteadOfReturning } from './interruptions.js';
import type { FunctionModel } from './function.js';
import type { Expression, Statement } from './nodes.js';

const answers = new WeakMap<FunctionModel, boolean>();

/**
 * May some code of the function's blocks be out of reach, by the control-flow graph? Says yes too often rather than too
 * rarely. Handlers and cases are not thought of: whether an exception gets there is the graph's business.
 */
export function mayHoldDeadCode(fn: FunctionModel): boolean {
  let answer = answers.get(fn);
  if (answer === undefined) answers.set(fn, (answer = holdsDeadCode(fn.body)));
  return answer;
}

function holdsDeadCode(block: readonly Statement[]): boolean {
  return block.some((statement, i) => (i < block.length - 1 && mayNotComplete(statement)) || holdsWithin(statement));
}

function holdsWithin(statement: Statement): boolean {
  switch (statement.kind) {
    case 'if': return isConstant(statement.test) || holdsDeadCode(statement.then) || holdsDeadCode(statement.otherwise);
    case 'while':
      return (statement.test !== undefined && constantTruth(statement.test) === false)
        || holdsDeadCode(statement.body) || holdsDeadCode(statement.otherwise) || (isEndless(statement.test) && statement.otherwise.length > 0);
    case 'for': return holdsDeadCode(statement.body) || holdsDeadCode(statement.otherwise);
    case 'with': case 'block': return holdsDeadCode(statement.body);
    case 'try':
      return holdsDeadCode(statement.body) || holdsDeadCode(statement.otherwise) || holdsDeadCode(statement.finalizer)
        || (statement.otherwise.length > 0 && statement.body.some(mayNotComplete)) || statement.handlers.some(({ body }) => holdsDeadCode(body));
    case 'match': return statement.cases.some(({ body }) => holdsDeadCode(body));
    default: return false;
  }
}

/** Is it possible that the code after the statement is never reached? */
function mayNotComplete(statement: Statement): boolean {
  switch (statement.kind) {
    case 'return': case 'raise': case 'break': case 'continue': return true;
    case 'expression-statement': return statement.value.kind === 'call' && insteadOfReturning(statement.value) !== undefined;
    case 'assert': return constantTruth(statement.test) === false;
    case 'if': return isConstant(statement.test) || (statement.then.some(mayNotComplete) && statement.otherwise.some(mayNotComplete));
    case 'while': return isEndless(statement.test);
    case 'try': return [statement.body, statement.otherwise, statement.finalizer].some((block) => block.some(mayNotComplete));
    case 'with': case 'block': return statement.body.some(mayNotComplete);
    case 'match': return statement.cases.every(({ body }) => body.some(mayNotComplete));
    default: return false;
  }
}

function isConstant(test: Expression): boolean {
  return constantTruth(test) !== undefined;
}

function isEndless(test: Expression | undefined): boolean {
  return test === undefined || isConstant(test);
}
