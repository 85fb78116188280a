/** How messages name pieces of code: short, one line, as written. */
import { textOf, type CallExpression, type Expression } from '../model/index.js';

const LONGEST = 40;

/** `fetch()`, `self.client.get(…)`; long receivers are cut from the left: `….commit()`. */
export function callLabel(call: CallExpression): string {
  return `${expressionLabel(call.callee)}(${call.arguments.length > 0 ? '…' : ''})`;
}

export function expressionLabel(expression: Expression): string {
  if (expression.kind === 'function-expression') return expression.fn.isAsync ? '(async …)' : '(…)';
  const text = textOf(expression).replace(/\s+/g, ' ');
  if (text.length <= LONGEST) return text;
  if (expression.kind === 'member') return `….${expression.name}`;
  return `${text.slice(0, LONGEST - 1)}…`;
}
