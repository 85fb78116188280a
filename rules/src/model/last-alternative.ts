/** Tests that the code around them has decided: of `if a or b:` the other one was asked before, and left. */
import type { Expression, IfStatement, Node, Statement } from './nodes.js';
import { textOf } from './place.js';
import { walk } from './walk.js';

/**
 * Is the test of the statement true whenever it is asked, as `b` in `if a or b:` behind `if a: return`? Nothing in between may write what is
 * asked, or let others do so while it waits; that plain calls do not is taken for granted, as the code itself does.
 */
export function isLastAlternative(statement: IfStatement): boolean {
  if (!isPlainName(statement.test)) return false;
  const gone = new Set<string>();
  let child: Statement = statement;
  for (let parent: Node | undefined = child.parent; parent?.kind === 'if'; child = parent, parent = parent.parent) {
    const isInside: boolean = parent.then.includes(child);
    const block: readonly Statement[] = isInside ? parent.then : parent.otherwise;
    const before = block.slice(0, block.indexOf(child));
    for (const earlier of before) if (earlier.kind === 'if' && earlier.otherwise.length === 0 && leaves(earlier.then)) gone.add(textOf(earlier.test));
    if (isInside) return isOnlyOneLeft(parent.test, gone, statement) && !mayChange(parent, statement);
    gone.add(textOf(parent.test));
  }
  return false;
}

function isOnlyOneLeft(test: Expression, gone: ReadonlySet<string>, { test: asked }: IfStatement): boolean {
  if (test.kind !== 'logical' || test.operator !== 'or' || !test.operands.every(isPlainName)) return false;
  const left = test.operands.map(textOf).filter((text) => !gone.has(text));
  return left.length === 1 && left[0] === textOf(asked);
}

/** Does what runs between the two tests write one of the operands, or wait? */
function mayChange({ test, then }: IfStatement, until: IfStatement): boolean {
  const operands = test.kind === 'logical' ? test.operands.map(textOf) : [];
  const writes = (target: Expression): boolean => operands.some((operand) => operand === textOf(target) || operand.startsWith(`${textOf(target)}.`));
  let changes = false;
  for (const statement of then) {
    walk(statement, (node) => {
      if (node.start >= until.start) return 'skip';
      if (node.kind === 'await' || node.kind === 'yield' || (node.kind === 'assignment' && node.targets.some(writes))) changes = true;
      return changes || node.kind === 'function' ? 'skip' : undefined;
    });
  }
  return changes;
}

/** `run_async`, `self.run_async`: reading it twice gives the same. */
function isPlainName(expression: Expression): boolean {
  return expression.kind === 'name' || (expression.kind === 'member' && isPlainName(expression.object));
}

function leaves(statements: readonly Statement[]): boolean {
  const last = statements.at(-1)?.kind;
  return last === 'return' || last === 'raise' || last === 'continue' || last === 'break';
}
