/** The patterns of `match`: what they evaluate, what they bind, and whether they always match (PEP 634). */
import type { CaseSubject, CaseTest, Expression, NameExpression } from '../../model/index.js';
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

/** What a pattern says of the subject itself: class and value patterns, and bare names, do. */
function subjectOf(node: ast.Pattern, around: Around, tests: readonly Expression[], captures: readonly NameExpression[]): CaseSubject | undefined {
  const isNamed = node.type === 'MatchAs' && node.name !== undefined;
  const inner = node.type === 'MatchAs' ? node.pattern : node;
  const name = isNamed ? captures.find((capture) => capture.name === node.name) : undefined;
  if (!inner) return { types: [], isAll: true, name };
  const alternatives: CaseTest[] = [];
  for (const one of inner.type === 'MatchOr' ? inner.patterns : [inner]) {
    const test = caseTest(one, around, tests);
    if (!test) return name && { types: [], isAll: false, name };
    alternatives.push(test);
  }
  const isOfTypes = alternatives.every(({ form, test }) => form !== 'value' || (test.kind === 'literal' && test.type === 'none'));
  const isAll = isOfTypes && alternatives.every(({ form }) => form !== 'part of class');
  return { types: isOfTypes ? alternatives.map(({ test }) => test) : [], isAll, alternatives, name };
}

/** The tests are lowered already: found by where they stand. */
function caseTest(node: ast.Pattern, around: Around, tests: readonly Expression[]): CaseTest | undefined {
  const isClass = node.type === 'MatchClass';
  if (!isClass && node.type !== 'MatchValue' && node.type !== 'MatchSingleton') return undefined;
  const start = (isClass ? node.cls.start : node.start) - around.origin;
  const test = tests.find((one) => one.start === start);
  const form = !isClass ? 'value' : node.patterns.length + node.kwd_patterns.length === 0 ? 'class' : 'part of class';
  return test && { form, test };
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
        kind: 'literal', start: node.start - around.origin, end: node.end - around.origin, parent: undefined, unit: undefined, answers: undefined,
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
