/** What is known to hold where a node is evaluated: the tests around it, and those before it that leave when they fail. */
import { walk, type Expression, type IfStatement, type Node, type Statement, type WhileStatement } from '../model/index.js';

export interface Condition {
  /** Never a negation; a conjunction that holds and a disjunction that fails are taken apart. */
  readonly test: Expression;
  readonly holds: boolean;
}

/** Innermost first. That nothing changed since the test ran is for the caller to judge. */
export function conditionsAt(node: Node): Condition[] {
  const found: Condition[] = [];
  let child: Node = node;
  for (let current = node.parent; current; child = current, current = current.parent) {
    found.push(...around(current, child), ...before(current, child));
    if (current.kind === 'function' || current.kind === 'class') break;
  }
  return found;
}

function around(node: Node, child: Node): Condition[] {
  switch (node.kind) {
    case 'if': return child === node.test ? [] : parts(node.test, isOneOf(child, node.then));
    case 'conditional': return child === node.test ? [] : parts(node.test, child === node.then);
    case 'while': return node.test && isOneOf(child, node.body) ? parts(node.test, true) : [];
    case 'logical': {
      if (node.operator === 'nullish') return [];
      const earlier = node.operands.filter((operand) => operand.end <= child.start);
      return earlier.flatMap((operand) => parts(operand, node.operator === 'and'));
    }
    default: return [];
  }
}

/** `if done: return`, `assert done` in front of the child. */
function before(node: Node, child: Node): Condition[] {
  return conditionsBehind(statementsBefore(node, child));
}

/** What is known to hold behind a row of statements, the last ones first. */
export function conditionsBehind(statements: readonly Statement[]): Condition[] {
  return [...statements].reverse().flatMap((statement) => {
    switch (statement.kind) {
      case 'if': return after(statement);
      case 'assert': return parts(statement.test, true);
      // What ends a loop that nothing else leaves.
      case 'while': return statement.test && statement.form === 'while' && !hasBreak(statement) ? parts(statement.test, false) : [];
      default: return [];
    }
  });
}

/** What holds behind a test of which one way leaves: `if a: return` / `elif b: return`. */
function after({ test, then, otherwise }: IfStatement): Condition[] {
  const isLeft = leaves(then);
  if (isLeft === leaves(otherwise)) return [];
  const goesOn = isLeft ? otherwise : then;
  return [...parts(test, !isLeft), ...goesOn.flatMap((statement) => (statement.kind === 'if' ? after(statement) : []))];
}

/** What runs before the child in the same block of the node. */
export function statementsBefore(node: Node, child: Node): readonly Statement[] {
  const block = blocksIn(node).find((statements) => isOneOf(child, statements));
  return block?.filter(({ end }) => end <= child.start) ?? [];
}

/** `if …: return` and the like; raising is no choice of a normal run. */
export function leavesEarly({ then, otherwise }: IfStatement): boolean {
  return otherwise.length === 0 && leaves(then) && then.at(-1)?.kind !== 'raise';
}

function hasBreak(loop: WhileStatement): boolean {
  let found = false;
  for (const statement of loop.body) {
    walk(statement, (node) => {
      if (node.kind === 'break') found = true;
      return found || node.kind === 'function' ? 'skip' : undefined;
    });
  }
  return found;
}

function leaves(statements: readonly Statement[]): boolean {
  const last = statements.at(-1);
  if (last?.kind === 'if') return leaves(last.then) && leaves(last.otherwise);
  return last?.kind === 'return' || last?.kind === 'raise' || last?.kind === 'continue' || last?.kind === 'break';
}

function blocksIn(node: Node): readonly (readonly Statement[])[] {
  switch (node.kind) {
    case 'function': case 'with': case 'for': case 'while': case 'handler': case 'match-case': case 'block': return [node.body];
    case 'if': return [node.then, node.otherwise];
    case 'try': return [node.body, node.otherwise, node.finalizer];
    default: return [];
  }
}

function parts(test: Expression, holds: boolean): Condition[] {
  if (test.kind === 'unary' && test.operator === 'not') return parts(test.operand, !holds);
  if (test.kind === 'logical' && test.operator === (holds ? 'and' : 'or')) return test.operands.flatMap((operand) => parts(operand, holds));
  return [{ test, holds }];
}

function isOneOf(node: Node, list: readonly Node[]): boolean {
  return list.some((one) => one === node);
}
