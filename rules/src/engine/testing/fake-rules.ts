/** Small rules for tests of the engine, so that they do not depend on the catalogue. */
import { textOf, visitCode, type CallExpression } from '../../model/index.js';
import { endOf, startOf } from '../../fixes/edits.js';
import { defineRule, type Rule, type RuleContext, type RuleMeta } from '../../rules/rule.js';
import type { FunctionModel } from '../../model/index.js';
import type { Safety } from '../finding.js';

const everywhere = { python: true, typescript: true } as const;
const docs = { summary: { en: '', zh: '' }, why: { en: '', zh: '' }, allow: { en: '', zh: '' }, examples: {}, links: [] };

interface FakeRule {
  readonly id: string;
  /** Calls of this name are reported. */
  readonly callee: string;
  readonly level?: RuleMeta['level'];
  readonly reportedLevel?: RuleMeta['level'];
  readonly preset?: RuleMeta['preset'];
  readonly options?: RuleMeta['options'];
  readonly fix?: { readonly safety: Safety; readonly replacement: string; readonly place?: 'callee' | 'behind' };
}

/** Reports each call of `callee`; the fix replaces the callee, or writes something behind the call. */
export function fakeRule({ id, callee, level = 'warning', reportedLevel, preset = 'recommended', options, fix }: FakeRule): Rule {
  return defineRule({
    id, group: 'awaiting', level, preset, languages: everywhere, docs, options,
    messages: { found: { en: '`{name}` is called', zh: '调用了 `{name}`' } },
    texts: { replace: { en: 'Replace {name}', zh: '替换 {name}' } },
    check(fn, context) {
      for (const call of callsOf(fn, callee)) reportCall(call, context);
    },
  });

  function reportCall(call: CallExpression, context: RuleContext<'found'>): void {
    const start = fix?.place === 'behind' ? endOf(call) : startOf(call.callee);
    const end = fix?.place === 'behind' ? start : start + callee.length;
    context.report({
      at: call, message: 'found', data: { name: callee }, level: reportedLevel,
      fixes: () => fix ? [{ title: 'replace', data: { name: callee }, safety: fix.safety, edits: [{ start, end, newText: fix.replacement }] }] : [],
    });
  }
}

/** Throws on the first function it sees. */
export function crashingRule(id: string): Rule {
  return defineRule({
    id, group: 'awaiting', level: 'warning', preset: 'recommended', languages: everywhere, docs, messages: {}, texts: {},
    check() {
      throw new Error('out of luck');
    },
  });
}

function callsOf(fn: FunctionModel, callee: string): CallExpression[] {
  const found: CallExpression[] = [];
  visitCode(fn, (node) => {
    if (node.kind === 'call' && textOf(node.callee) === callee) found.push(node);
  });
  return found;
}
