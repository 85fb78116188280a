/** From a finding to what `context.report` takes. */
import path from 'node:path';
import { areApart } from '../../engine/edits.js';
import type { Finding, Fix } from '../../engine/finding.js';
import { enginePath, isInside, pathBelow } from '../../engine/paths.js';
import { inOrder } from '../../fixes/edits.js';
import type { Rule } from '../../rules/rule.js';
import type { Locate } from './lint-session.js';

export interface TextEdit {
  readonly range: [number, number];
  readonly text: string;
}

interface Fixer {
  replaceTextRange(range: [number, number], text: string): TextEdit;
}

type ApplyFix = (fixer: Fixer) => TextEdit[];

export interface Report {
  readonly messageId: string;
  readonly data: Record<string, string | number>;
  readonly loc: { readonly start: { line: number; column: number }; readonly end: { line: number; column: number } };
  readonly fix: ApplyFix | null;
  readonly suggest: { desc: string; fix: ApplyFix }[];
}

export interface ReportContext {
  readonly cwd: string;
  readonly locate: Locate;
  readonly locOf: (offset: number) => { line: number; column: number };
}

/** Longer chains are shown by their ends. */
const maximumChainLength = 100;

/**
 * The first safe fix becomes the `fix`, the others suggestions. ESLint changes one file at a time: fixes that edit other
 * files are left out.
 */
export function reportOf(finding: Finding, rule: Rule, context: ReportContext): Report {
  const fixes = finding.fixes.filter((fix) => isApplicable(fix, finding.path));
  const safe = fixes.find(({ safety }) => safety === 'safe');
  const titles = new Set<string>();
  return {
    messageId: finding.messageId,
    data: { ...finding.data, ...(hasChains(rule) ? { chain: chainOf(finding, context) } : {}) },
    loc: { start: context.locOf(finding.start), end: context.locOf(finding.end) },
    fix: safe ? applier(safe) : null,
    // ESLint wants different titles within a report.
    suggest: fixes.filter((fix) => fix !== safe && !titles.has(fix.title) && titles.add(fix.title))
      .map((fix) => ({ desc: fix.title, fix: applier(fix) })),
  };
}

/**
 * ESLint has no related places. For blocking calls they are the way from the reported call to the primitive, often
 * through other files, and without them nobody can check the finding; so the message ends with them.
 */
export function hasChains(rule: Rule): boolean {
  return rule.group === 'blocking';
}

/** ` — line 8 → app/db.py:12`, or nothing. */
function chainOf({ related, path: own }: Finding, { cwd, locate }: ReportContext): string {
  const steps = related.map(({ place }) => {
    const { path: file, line } = locate(place);
    return file === own ? `line ${line}` : `${shortPath(file, cwd)}:${line}`;
  });
  if (steps.length === 0) return '';
  const all = steps.join(' → ');
  return ` — ${all.length <= maximumChainLength ? all : [steps[0], '…', steps.at(-1)].join(' → ')}`;
}

function shortPath(file: string, cwd: string): string {
  const folder = enginePath(cwd);
  return isInside(file, folder) ? pathBelow(file, folder) : path.posix.relative(folder, file);
}

function isApplicable({ edits }: Fix, own: string): boolean {
  if (edits.length === 0 || edits.some((edit) => edit.path !== undefined && edit.path !== own)) return false;
  return areApart(edits);
}

/** ESLint merges what is returned into one replacement. */
function applier({ edits }: Fix): ApplyFix {
  return (fixer) => inOrder(edits).map(({ start, end, newText }) => fixer.replaceTextRange([start, end], newText));
}
