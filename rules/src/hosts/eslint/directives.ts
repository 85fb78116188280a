/** ESLint's comments in Python: `# eslint-disable-line rule -- why` and the like, and `# eslint rule: level`. */
import { readInlineRules, type InlineRules } from './inline-rules.js';

export type DirectiveType = 'disable' | 'enable' | 'disable-line' | 'disable-next-line';

export type Directive =
  | { readonly kind: 'directive'; readonly type: DirectiveType; /** The list of rules. */ readonly value: string; readonly justification: string }
  | { readonly kind: 'configuration'; readonly rules: InlineRules };

const types: Readonly<Record<string, DirectiveType>> = {
  'eslint-disable': 'disable',
  'eslint-enable': 'enable',
  'eslint-disable-line': 'disable-line',
  'eslint-disable-next-line': 'disable-next-line',
};

/** Can any comment of the text be meant for ESLint? Spares files without one from being parsed for their comments. */
export function mayHoldDirectives(text: string): boolean {
  return /#\s*eslint/.test(text);
}

/**
 * What a comment, given with its `#`, tells ESLint; undefined when it is meant for people. Python has only one kind of
 * comment, so that all forms may stand in it. A comment that merely begins with the word "eslint" is prose.
 */
export function readDirective(comment: string): Directive | undefined {
  const [body = '', ...reasons] = comment.replace(/^#+/, '').trim().split(/\s-{2,}(?:\s|$)/);
  const [, label = '', value = ''] = /^(eslint(?:-enable|-disable(?:(?:-next)?-line)?)?)(?:\s+([^]*))?$/.exec(body) ?? [];
  const type = types[label];
  if (type) return { kind: 'directive', type, value: value.trim(), justification: reasons.join(' -- ').trim() };
  if (label !== 'eslint' || !/^["'\w@/-]+\s*:/.test(value)) return undefined;
  return { kind: 'configuration', rules: readInlineRules(value) };
}
