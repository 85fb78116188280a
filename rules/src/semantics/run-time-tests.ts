/** Programs that look before they leap: `if inspect.iscoroutinefunction(handler): … else: …`. */
import { textOf, walk, type Expression, type Node } from '../model/index.js';

const TESTS: ReadonlySet<string> = new Set(['iscoroutinefunction', 'iscoroutine', 'isawaitable', 'isasyncgenfunction', 'is_async_callable', 'is_coroutine_function']);

/** Does a condition around the expression ask at run time whether it, or what it is read from, is asynchronous? */
export function isAskedAbout(expression: Expression): boolean {
  const text = textOf(expression);
  for (let node: Node | undefined = expression.parent; node && node.kind !== 'function'; node = node.parent) {
    if ((node.kind === 'if' || node.kind === 'conditional') && asksAbout(node.test, text)) return true;
  }
  return false;
}

function asksAbout(test: Expression, text: string): boolean {
  let asks = false;
  walk(test, (node) => {
    if (node.kind !== 'call' || (node.callee.kind !== 'name' && node.callee.kind !== 'member') || !TESTS.has(node.callee.name)) return;
    if (node.arguments.some(({ value }) => textOf(value).startsWith(text))) asks = true;
  });
  return asks;
}

/** Is the expression in a branch whose test asks about something being asynchronous: `if self.is_async: …`? */
export function isInAsyncBranch(expression: Node): boolean {
  let child: Node = expression;
  for (let node = expression.parent; node && child.kind !== 'function'; child = node, node = node.parent) {
    if ((node.kind === 'if' || node.kind === 'conditional') && child !== node.test && /async|coroutine|awaitable/i.test(textOf(node.test))) return true;
  }
  return false;
}
