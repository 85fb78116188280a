/** Where the comments of a parsed file are. The compiler's tree has no node for them: they lie between its tokens. */
import type ts from 'typescript';
import type { Comment } from '../../model/index.js';
import type { TypeScriptCompiler } from './load.js';

/**
 * Comments in source order. Nodes without children are tokens whose text begins after white space and comments; what
 * lies between the children of other nodes is punctuation, keywords, white space and comments. So strings, templates,
 * regular expressions and JSX text, which may contain `//`, are never searched.
 */
export function commentsOf(ts: TypeScriptCompiler, file: ts.SourceFile): Comment[] {
  const { text } = file;
  if (!text.includes('//') && !text.includes('/*')) return [];
  const found: Comment[] = [];
  // A stack instead of recursion: trees may be deeper than the call stack.
  const stack: (ts.Node | { readonly from: number; readonly to: number })[] = [file];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if ('from' in next) collect(text, next.from, next.to, found);
    else expand(ts, next, file, stack);
  }
  return found.sort((a, b) => a.start - b.start);
}

function expand(
  ts: TypeScriptCompiler, node: ts.Node, file: ts.SourceFile, stack: (ts.Node | { readonly from: number; readonly to: number })[],
): void {
  if (node.kind === ts.SyntaxKind.JsxText) return;
  let at = node.pos;
  let isLeaf = true;
  ts.forEachChild(node, (child) => {
    // Parser recovery and JSDoc types may give children outside their parent's range or out of order.
    if (child.pos < at || child.end > node.end) return;
    isLeaf = false;
    if (child.pos > at) stack.push({ from: at, to: child.pos });
    stack.push(child);
    at = child.end;
  });
  const to = isLeaf && !isContainer(ts, node) ? node.getStart(file, false) : node.end;
  if (to > at) stack.push({ from: at, to });
}

/** Nodes that consist of punctuation when they have no children: `{}`, `[]`, `()`, an empty file. */
function isContainer(ts: TypeScriptCompiler, node: ts.Node): boolean {
  return !ts.isToken(node) && !ts.isIdentifier(node) && !ts.isPrivateIdentifier(node) && !ts.isLiteralExpression(node) && !ts.isTemplateLiteralToken(node);
}

function collect(text: string, from: number, to: number, found: Comment[]): void {
  for (let i = text.indexOf('/', from); i >= 0 && i < to; i = text.indexOf('/', i + 1)) {
    const next = text[i + 1];
    if (next !== '/' && next !== '*') continue;
    const end = next === '/' ? lineEnd(text, i) : blockEnd(text, i);
    found.push({ start: i, end });
    i = end - 1;
  }
}

/** ECMA-262 12.3: line terminators. */
function lineEnd(text: string, from: number): number {
  const match = /[\n\r\u2028\u2029]/g;
  match.lastIndex = from;
  return match.exec(text)?.index ?? text.length;
}

function blockEnd(text: string, from: number): number {
  const end = text.indexOf('*/', from + 2);
  return end < 0 ? text.length : end + 2;
}
