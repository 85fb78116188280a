/** The patterns of `match`: what they evaluate, what they bind, and whether they always match (PEP 634). */
import type { CaseSubject, Expression, NameExpression } from '../../model/index.js';
import type * as ast from '../../syntax/python/index.js';
import { MAX_DEPTH, type Around } from './around.js';
import { expression, nameAt } from './expressions.js';

export interface LoweredPattern {
  readonly tests: readonly Expression[];
  readonly captures: readonly NameExpression[];
  readonly subject: CaseSubject | undefined;
}

export function pattern(node: ast.Pattern, around: Around): LoweredPattern {
  const tests: Expression[] = [];
  const captures: NameExpression[] = [];
  collect(node, around, tests, captures);
  return { tests, captures, subject: subjectOf(node, around, tests, captures) };
}

/** What a pattern says of the subject itself: class patterns, `None` and bare names do. */
function subjectOf(node: ast.Pattern, around: Around, tests: readonly Expression[], captures: readonly NameExpression[]): CaseSubject | undefined {
  const isNamed = node.type === 'MatchAs' && node.name !== undefined;
  const inner = node.type === 'MatchAs' ? node.pattern : node;
  const name = isNamed ? captures.find((capture) => capture.name === node.name) : undefined;
  if (!inner) return { types: [], isAll: true, name };
  const types: Expression[] = [];
  let isAll = true;
  for (const one of inner.type === 'MatchOr' ? inner.patterns : [inner]) {
    const start = (one.type === 'MatchClass' ? one.cls.start : one.start) - around.origin;
    const type = one.type === 'MatchClass' || (one.type === 'MatchSingleton' && one.value === null) ? tests.find((test) => test.start === start) : undefined;
    if (!type) return name && { types: [], isAll: false, name };
    types.push(type);
    isAll &&= one.type !== 'MatchClass' || one.patterns.length + one.kwd_patterns.length === 0;
  }
  return { types, isAll, name };
}

/** A wildcard, a bare capture, or an alternative of which one always matches. */
export function isIrrefutable(node: ast.Pattern): boolean {
  if (node.type === 'MatchOr') return node.patterns.some(isIrrefutable);
  return node.type === 'MatchAs' && (!node.pattern || isIrrefutable(node.pattern));
}

function collect(node: ast.Pattern, around: Around, tests: Expression[], captures: NameExpression[]): void {
  if (around.depth >= MAX_DEPTH) return;
  around.depth++;
  const below = (patterns: readonly ast.Pattern[]): void => {
    for (const inner of patterns) collect(inner, around, tests, captures);
  };
  switch (node.type) {
    case 'MatchValue':
      tests.push(expression(node.value, around));
      break;
    case 'MatchSingleton':
      tests.push({
        kind: 'literal', start: node.start - around.origin, end: node.end - around.origin, parent: undefined,
        type: node.value === null ? 'none' : 'boolean', value: node.value ?? undefined,
      });
      break;
    case 'MatchSequence': case 'MatchOr':
      below(node.patterns);
      break;
    case 'MatchMapping':
      for (const key of node.keys) tests.push(expression(key, around));
      below(node.patterns);
      if (node.rest !== undefined) captures.push(restName(node, node.rest, around));
      break;
    case 'MatchClass':
      tests.push(expression(node.cls, around));
      below(node.patterns);
      below(node.kwd_patterns);
      break;
    case 'MatchStar':
      if (node.name !== undefined) captures.push(nameAtEnd(node.name, node.end, around));
      break;
    case 'MatchAs':
      if (node.pattern) below([node.pattern]);
      if (node.name !== undefined) captures.push(nameAtEnd(node.name, node.end, around));
      break;
  }
  around.depth--;
}

function nameAtEnd(name: string, end: number, around: Around): NameExpression {
  return nameAt(name, end - name.length, end, around);
}

/** `**rest` stands last in a mapping pattern; the syntax tree keeps no position for it. */
function restName(node: ast.MatchMapping, name: string, around: Around): NameExpression {
  const stars = around.text.lastIndexOf('**', node.end - 1);
  let start = Math.max(stars + 2, node.start);
  while (start < node.end && /\s/.test(around.text.charAt(start))) start++;
  return nameAt(name, start, Math.min(start + name.length, node.end), around);
}
