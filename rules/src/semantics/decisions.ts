/** How much has to go one certain way in a function before it evaluates a node. */
import type { Node } from '../model/index.js';
import { leavesEarly, statementsBefore } from './conditions.js';

/** Branches around the node, and tests before it that return instead. A row of `elif` is one decision. */
export function decisionsBefore(node: Node): number {
  let count = 0;
  let child: Node = node;
  for (let current = node.parent; current; child = current, current = current.parent) {
    if (isDecision(current, child)) count++;
    count += statementsBefore(current, child).filter((statement) => statement.kind === 'if' && leavesEarly(statement)).length;
    if (current.kind === 'function' || current.kind === 'class') break;
  }
  return count;
}

function isDecision(node: Node, child: Node): boolean {
  switch (node.kind) {
    case 'handler': case 'match-case': return true;
    case 'if': return child !== node.test && !(child.kind === 'if' && node.otherwise.length === 1 && node.otherwise[0] === child);
    case 'conditional': return child !== node.test;
    case 'logical': return child !== node.operands[0];
    default: return false;
  }
}
