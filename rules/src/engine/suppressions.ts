/** Applies comments that silence findings, and finds those that silence nothing. */
import type { Rule } from '../rules/rule.js';
import type { ModuleModel } from '../model/index.js';
import { suggestion } from './closest-name.js';
import type { Edit, Finding } from './finding.js';
import type { LocatedFinding } from './rule-runner.js';
import { readSuppressions, type Suppression } from './suppression-comments.js';

/** The id under which unused comments are reported; not a rule of the catalogue. */
export const unusedSuppressionId = 'unused-suppression';

export interface SuppressionResult {
  readonly findings: readonly Finding[];
  readonly suppressed: number;
  /** One finding for each of our comments that silences nothing. */
  readonly unused: readonly Finding[];
}

/** `rules`: the catalogue, to tell a mistyped name from an unused one. */
export function applySuppressions(module: ModuleModel, located: readonly LocatedFinding[], rules: readonly Rule[]): SuppressionResult {
  const suppressions = readSuppressions(module.text, module.lines, module.comments, module.language);
  const used = new Set<string>();
  const findings: Finding[] = [];
  for (const item of located) {
    const matching = suppressions.filter((suppression) => silences(suppression, item, module));
    for (const suppression of matching) used.add(usageKey(suppression, item.finding.rule));
    if (matching.length === 0) findings.push(item.finding);
  }
  const unused = suppressions.filter((suppression) => suppression.isOurs)
    .map((suppression) => unusedFinding(suppression, used, module, rules)).filter((finding) => finding !== undefined);
  return { findings, suppressed: located.length - findings.length, unused };
}

/** On the first or last line of the finding, or of the statement it stands in. */
function silences(suppression: Suppression, { finding, statement }: LocatedFinding, module: ModuleModel): boolean {
  if (suppression.rules && !suppression.rules.includes(finding.rule)) return false;
  return [finding.start, finding.end, statement.start, statement.end].some((offset) => {
    const { line } = module.lines.positionAt(offset);
    return line >= suppression.firstLine && line <= suppression.lastLine;
  });
}

function usageKey(suppression: Suppression, rule: string): string {
  return `${suppression.start} ${suppression.rules ? rule : '*'}`;
}

function unusedFinding(suppression: Suppression, used: ReadonlySet<string>, module: ModuleModel, rules: readonly Rule[]): Finding | undefined {
  const listed = suppression.rules ?? ['*'];
  const unused = listed.filter((rule) => !used.has(`${suppression.start} ${rule}`));
  if (unused.length === 0 && listed.length > 0) return undefined;
  const ids = rules.map((rule) => rule.id);
  const unknown = unused.find((rule) => rule !== '*' && !ids.includes(rule));
  return {
    rule: unusedSuppressionId,
    level: 'info',
    path: module.path,
    start: suppression.start,
    end: suppression.end,
    messageId: unknown === undefined ? 'unused' : 'unknown',
    message: unknown === undefined
      ? `This comment silences nothing${unused[0] === '*' || unused.length === listed.length ? '' : ` for ${unused.join(', ')}`}`
      : `There is no rule \`${unknown}\`${suggestion(unknown, ids)}`,
    related: [],
    fixes: unused.length === listed.length ? [{ title: 'Remove the comment', safety: 'safe', edits: [removal(suppression, module)] }] : [],
  };
}

/** The comment with the white space before it; with its line when nothing else stands there. */
function removal({ start, end }: Suppression, { text, lines }: ModuleModel): Edit {
  const { line, character } = lines.positionAt(start);
  const lineStart = lines.lineStart(line);
  const before = text.slice(lineStart, lineStart + character);
  if (before.trim() === '' && lines.lineEnd(lines.positionAt(end).line) === end) {
    return { start: lineStart, end: lines.lineStart(lines.positionAt(end).line + 1), newText: '' };
  }
  return { start: lineStart + before.trimEnd().length, end, newText: '' };
}
