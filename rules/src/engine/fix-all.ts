/** Applies fixes until nothing is left to fix. Works on texts in the engine; writing files is the host's affair. */
import { applyEdits, chooseFixes, editsByPath, type ChosenFix } from './edits.js';
import type { Engine } from './engine.js';
import { MadeAsync, type FunctionMadeAsync } from './made-async.js';
import type { Edit, Problem, Safety } from './finding.js';

/** A round can uncover findings that overlapped others before; more rounds than this would mean fixes that undo each other. */
const maximumRounds = 10;

export interface FixResult {
  /** Texts that differ now, by path. The engine holds them as open documents. */
  readonly changed: ReadonlyMap<string, { readonly before: string; readonly after: string }>;
  /** How many fixes were applied. */
  readonly applied: number;
  /** Functions that became async, in the order in which they did. */
  readonly madeAsync: readonly FunctionMadeAsync[];
  readonly problems: readonly Problem[];
}

/** Checks the files, applies their fixes together, and again, until no file offers one (at most ten rounds). */
export function fixAll(engine: Engine, paths: readonly string[], safety: Safety): FixResult {
  const originals = new Map<string, string>();
  const problems: Problem[] = [];
  /** Files whose fixes went wrong: left alone from then on. */
  const spoilt = new Set<string>();
  const madeAsync = new MadeAsync(engine);
  const vain = new VainFixes();
  let applied = 0;
  for (let round = 0; round < maximumRounds; round++) {
    const candidates = paths.filter((path) => !spoilt.has(path))
      .flatMap((path) => engine.check(path).findings);
    const chosen = vain.without(settledOf(chooseFixes(candidates, safety), engine)).filter(({ finding, fix }) => filesOf(finding.path, fix.edits).every((path) => !spoilt.has(path)));
    if (chosen.length === 0) break;
    const following = madeAsync.followedBy(chosen);
    const failed = applyRound(engine, chosen, originals);
    for (const path of failed) {
      spoilt.add(path);
      problems.push({ path, kind: 'internal', message: 'The fixes for this file were not applied: the result would not be valid code' });
    }
    if (failed.length > 0) continue;
    applied += chosen.length;
    vain.add(chosen);
    madeAsync.add(chosen, following);
  }
  const changed = new Map<string, { before: string; after: string }>();
  for (const [path, before] of originals) {
    const after = engine.texts.read(path).text ?? before;
    if (after !== before) changed.set(path, { before, after });
  }
  return { changed, applied, madeAsync: madeAsync.all(changed), problems };
}

/** Findings whose fix was applied and that are still where they were: it would only be applied once more. */
class VainFixes {
  #places: { readonly path: string; readonly rule: string; readonly start: number }[] = [];

  without(chosen: readonly ChosenFix[]): readonly ChosenFix[] {
    return chosen.filter(({ finding: { path, rule, start } }) => !this.#places.some((place) => place.start === start && place.rule === rule && place.path === path));
  }

  /** Where the findings of the fixes, and earlier ones, would be now. */
  add(chosen: readonly ChosenFix[]): void {
    const byPath = editsByPath(chosen);
    this.#places = [...this.#places, ...chosen.map(({ finding }) => finding)].flatMap(({ path, rule, start }) => {
      const now = movedBy(byPath.get(path) ?? [], start);
      return now === undefined ? [] : [{ path, rule, start: now }];
    });
  }
}

/** The offset after the edits; undefined when one of them rewrites what is there. */
function movedBy(edits: readonly Edit[], offset: number): number | undefined {
  if (edits.some(({ start, end }) => start <= offset && offset < end)) return undefined;
  return edits.reduce((moved, { start, end, newText }) => (start <= offset ? moved + newText.length - (end - start) : moved), offset);
}

/**
 * Without the fixes that drop an `await` while others make functions async: what is awaited in vain today may be one of them
 * in the next round, or a caller of theirs in a later one, and the `await` would come back.
 */
function settledOf(chosen: readonly ChosenFix[], engine: Engine): readonly ChosenFix[] {
  const makesAsync = ({ fix }: ChosenFix): boolean => (fix.makesAsync?.length ?? 0) > 0;
  return chosen.some(makesAsync) ? chosen.filter((each) => makesAsync(each) || !dropsAwait(each, engine)) : chosen;
}

function dropsAwait({ finding, fix }: ChosenFix, engine: Engine): boolean {
  const awaits = (text: string): number => text.match(/\bawait\b/g)?.length ?? 0;
  const gained = fix.edits.map(({ path = finding.path, start, end, newText }) => awaits(newText) - awaits((engine.texts.read(path).text ?? '').slice(start, end)));
  return gained.reduce((sum, count) => sum + count, 0) < 0;
}

/** Applies a round; when a file would gain syntax errors the whole round is taken back and the file named. */
function applyRound(engine: Engine, chosen: readonly ChosenFix[], originals: Map<string, string>): string[] {
  const before = new Map<string, { text: string; errors: number }>();
  for (const [path, edits] of editsByPath(chosen)) {
    const text = engine.texts.read(path).text;
    if (text === undefined) return [path];
    before.set(path, { text, errors: engine.analyse(path)?.module.problems.length ?? 0 });
    if (edits.some((edit) => edit.end > text.length)) return [path];
  }
  for (const [path, edits] of editsByPath(chosen)) engine.change(path, applyEdits(before.get(path)?.text ?? '', edits));
  const failed = [...before].filter(([path, { errors }]) => (engine.analyse(path)?.module.problems.length ?? 0) > errors).map(([path]) => path);
  for (const [path, { text }] of before) {
    if (failed.length > 0) engine.change(path, text);
    else if (!originals.has(path)) originals.set(path, text);
  }
  return failed;
}

function filesOf(path: string, edits: ChosenFix['fix']['edits']): string[] {
  return [...new Set(edits.map((edit) => edit.path ?? path))];
}
