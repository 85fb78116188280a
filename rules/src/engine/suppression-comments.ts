/** Reads comments that silence findings. */
import type { Comment, Language, LineIndex } from '../model/index.js';
import { eslintRules, mypyCodes, noqaCodes } from './foreign-rule-names.js';

export interface Suppression {
  /** Rule ids; undefined for all rules. */
  readonly rules: readonly string[] | undefined;
  /** 0-based lines, both included, in which findings are silenced. */
  readonly firstLine: number;
  readonly lastLine: number;
  /** Of the comment, in the file. */
  readonly start: number;
  readonly end: number;
  /** Written for us, so that an unused one can be reported. */
  readonly isOurs: boolean;
}

/** Everything the file's comments silence. `comments` in source order. */
export function readSuppressions(text: string, lines: LineIndex, comments: readonly Comment[], language: Language): Suppression[] {
  const found: Suppression[] = [];
  const lastLine = lines.lineCount - 1;
  const codeFrom = linesOfCode(comments, lines);
  for (const comment of comments) {
    const content = contentOf(text.slice(comment.start, comment.end));
    const scope = (): ReturnType<typeof scopeOf> => scopeOf(comment, lines, codeFrom);
    const range = { start: comment.start, end: comment.end };
    const ours = /^async-pitfalls:\s*ignore(-file)?(?:\s*\[([^\]]*)\])?(?![\w-])/.exec(content);
    if (ours) {
      const lineRange = ours[1] ? { firstLine: 0, lastLine } : scope();
      found.push({ rules: ours[2] === undefined ? undefined : names(ours[2]), ...lineRange, ...range, isOurs: true });
      continue;
    }
    const foreign = language === 'python' ? noqa(content) ?? typeIgnore(content) : undefined;
    if (foreign) found.push({ rules: foreign, ...scope(), ...range, isOurs: false });
    const eslint = eslintDirective(content);
    if (!eslint) continue;
    // ESLint reads directives for more than one line only in block comments; Python has no other kind than `#`.
    if (text.startsWith('//', comment.start) && (eslint.form === 'from-here' || eslint.form === 'enable')) continue;
    const line = lines.positionAt(comment.start).line;
    const endLine = lines.positionAt(comment.end).line;
    if (eslint.form === 'line') found.push({ rules: eslint.rules, firstLine: line, lastLine: line, ...range, isOurs: false });
    if (eslint.form === 'next-line') found.push({ rules: eslint.rules, firstLine: endLine + 1, lastLine: endLine + 1, ...range, isOurs: false });
    if (eslint.form === 'from-here') found.push({ rules: eslint.rules, firstLine: line, lastLine, ...range, isOurs: false });
    if (eslint.form === 'enable') closeBlocks(found, eslint.rules, line);
  }
  return found;
}

/** The comment's own words: without `#`, `//`, block delimiters and white space. */
function contentOf(comment: string): string {
  if (comment.startsWith('/*')) return comment.slice(2, comment.endsWith('*/') ? -2 : undefined).trim();
  return comment.replace(/^(?:#+|\/\/+)/, '').trim();
}

/** At the end of a line of code: that line. On lines of its own: the next line that is not a comment. */
function scopeOf(comment: Comment, lines: LineIndex, codeFrom: (line: number) => number): { firstLine: number; lastLine: number } {
  const next = isAlone(comment, lines) ? codeFrom(lines.positionAt(comment.end).line + 1) : lines.positionAt(comment.start).line;
  return { firstLine: next, lastLine: next };
}

function isAlone({ start }: Comment, lines: LineIndex): boolean {
  const { line, character } = lines.positionAt(start);
  return lines.lineText(line).slice(0, character).trim() === '';
}

/** The first line of code at or after a line. All are found at once, and only when a comment silences something: generated files have many comments. */
function linesOfCode(comments: readonly Comment[], lines: LineIndex): (line: number) => number {
  let found: Int32Array | undefined;
  return (line) => {
    found ??= firstCodeLines(new Set(comments.filter((comment) => isAlone(comment, lines)).map(({ start }) => lines.positionAt(start).line)), lines);
    return found[line] ?? lines.lineCount;
  };
}

function firstCodeLines(commentLines: ReadonlySet<number>, lines: LineIndex): Int32Array {
  const first = new Int32Array(lines.lineCount).fill(lines.lineCount);
  let next = lines.lineCount;
  for (let line = lines.lineCount - 1; line >= 0; line--) {
    if (!commentLines.has(line) && lines.lineText(line).trim() !== '') next = line;
    first[line] = next;
  }
  return first;
}

function names(list: string): string[] {
  return list.split(',').map((name) => name.trim().replace(/^async-pitfalls\//, '')).filter((name) => name !== '');
}

/** Rules meant by `noqa: CODE, CODE`; undefined when it means none of ours. A bare `noqa` means style, not traps. */
function noqa(content: string): string[] | undefined {
  const match = /(?:^|#\s*)noqa\s*:\s*((?:[A-Z]+[0-9]+[,\s]*)+)/i.exec(content);
  if (!match) return undefined;
  const codes = (match[1] ?? '').toUpperCase().split(/[,\s]+/).filter((code) => code !== '');
  const rules = Object.entries(noqaCodes).filter(([code]) => codes.some((given) => code.startsWith(given))).flatMap(([, ids]) => ids);
  return rules.length > 0 ? [...new Set(rules)] : undefined;
}

/** Rules meant by `type: ignore[code, code]`. A bare `type: ignore` means types, not traps. */
function typeIgnore(content: string): string[] | undefined {
  const rules = names(/^type:\s*ignore\[([^\]]*)\]/.exec(content)?.[1] ?? '').flatMap((code) => mypyCodes[code] ?? []);
  return rules.length > 0 ? [...new Set(rules)] : undefined;
}

interface EslintDirective {
  readonly form: 'line' | 'next-line' | 'from-here' | 'enable';
  readonly rules: readonly string[] | undefined;
}

const eslintForms: Readonly<Record<string, EslintDirective['form']>> = {
  'eslint-disable-line': 'line', 'eslint-disable-next-line': 'next-line', 'eslint-disable': 'from-here', 'eslint-enable': 'enable',
};

function eslintDirective(content: string): EslintDirective | undefined {
  const match = /^(eslint-(?:disable(?:-next-line|-line)?|enable))(?![\w-])([^]*)$/.exec(content);
  const form = eslintForms[match?.[1] ?? ''];
  if (!form) return undefined;
  // ESLint: everything after `--` is a description.
  const list = names((match?.[2] ?? '').split(/\s-{2,}(?:\s|$)/)[0] ?? '');
  if (list.length === 0) return { form, rules: undefined };
  const rules = list.flatMap((name) => eslintRules[name] ?? [name]);
  return { form, rules };
}

/** `eslint-enable` ends the blocks that are still open, or removes the named rules from them. */
function closeBlocks(found: Suppression[], rules: readonly string[] | undefined, line: number): void {
  for (const [index, block] of found.entries()) {
    if (block.isOurs || block.lastLine <= line || block.firstLine > line) continue;
    if (rules === undefined) found[index] = { ...block, lastLine: line };
    if (rules === undefined || !block.rules) continue;
    const [closed, open] = [block.rules.filter((rule) => rules.includes(rule)), block.rules.filter((rule) => !rules.includes(rule))];
    if (closed.length === 0) continue;
    found[index] = { ...block, rules: closed, lastLine: line };
    if (open.length > 0) found.push({ ...block, rules: open });
  }
}
