/** The search for callers over what an engine has: its roots, its texts, its models. */
import { namePlace, type FunctionModel, type ModuleModel } from '../../model/index.js';
import { filesIn } from '../file-discovery.js';
import type { FileSystem } from '../file-system.js';
import type { Analysed } from '../language-support.js';
import type { SourceTexts } from '../source-texts.js';
import { searchCallers, usualBudget, type Callers, type SearchBudget } from './caller-search.js';

export interface CallerRequest {
  /** Are uses in the function's own file wanted? */
  readonly own: 'with' | 'without';
  readonly budget?: Partial<SearchBudget>;
}

export interface CallerProject {
  readonly host: FileSystem;
  readonly roots: readonly string[];
  readonly texts: SourceTexts;
  isExcluded(path: string): boolean;
  analyse(path: string): Analysed | undefined;
  /** Runs the work; a mistake of ours in it is told, and gives undefined. */
  isolated<Result>(path: string, work: () => Result): Result | undefined;
  /** Models may be given up now. */
  looked(path: string): void;
}

/** The search for the uses of the function whose name begins at an offset; undefined when there is none. */
export function callersIn(path: string, nameStart: number, { own, budget }: CallerRequest, project: CallerProject): Generator<undefined, Callers> | undefined {
  const fn = project.isolated(path, () => functionAt(project.analyse(path)?.module, nameStart));
  if (!fn) return undefined;
  const { texts } = project;
  return searchCallers(fn, own, {
    language: fn.unit.module.language,
    files: () => candidates(project),
    languageOf: (other) => texts.languageOf(other),
    textOf: (other) => texts.glance(other),
    look: (other, at) => project.isolated(other, () => {
      // Asked again each time: when memory is short, models go in between.
      const current = functionAt(project.analyse(path)?.module, nameStart);
      const analysed = current && project.analyse(other);
      const seen = analysed && at(analysed, current);
      project.looked(path);
      return seen;
    }),
  }, { ...usualBudget, ...budget });
}

/** The function with a name that begins at the offset. */
export function functionAt(module: ModuleModel | undefined, nameStart: number): FunctionModel | undefined {
  return module?.functions.find((fn) => fn.form === 'function' && namePlace(fn).start === nameStart);
}

/** Open documents first: they are what the user looks at. */
function* candidates({ host, roots, texts, isExcluded }: CallerProject): Generator<string | undefined, void> {
  const seen = new Set<string>();
  const unseen = (path: string): boolean => !seen.has(path) && seen.add(path).has(path);
  for (const path of [...texts.openPaths()]) if (!isExcluded(path) && unseen(path)) yield path;
  for (const root of roots) for (const path of filesIn(host, root, isExcluded)) if (path === undefined || unseen(path)) yield path;
}
