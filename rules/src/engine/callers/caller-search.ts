/**
 * Who calls a function? Nobody records callers across files: what an edit of the function makes stale follows from who *asked*
 * about it, and that depends on what was checked. So they are searched when somebody wants to know: the texts of the project
 * for the function's name, then the few modules that have it for calls that resolve to it. In steps, for a caller with a loop.
 */
import type { FunctionModel, Language, ModuleModel } from '../../model/index.js';
import type { Analysed } from '../language-support.js';
import { isMinified, sizeProblem } from '../generated-code.js';
import { folderOf, nameOf } from '../paths.js';
import { byPlace, usesIn, type CallerUse } from './caller-use.js';

export interface SearchBudget {
  /** Files whose texts are searched. */
  readonly files: number;
  /** Files that are modelled. */
  readonly models: number;
  readonly milliseconds: number;
}

export const usualBudget: SearchBudget = { files: 50_000, models: 1_000, milliseconds: 20_000 };

/** Names that a function is followed under, its own included. */
const maximumNames = 4;

export interface Callers {
  /** By path, then position. */
  readonly uses: readonly CallerUse[];
  /** Calls under the function's own name of which it is not known what they call. */
  readonly unresolved: number;
  /** The budget ran out before everything was searched. */
  readonly isCut: boolean;
}

export interface SearchWorld {
  readonly language: Language;
  /** Candidates: the project's files and the open documents; undefined between two of them where finding more takes time. */
  files(): Iterable<string | undefined>;
  languageOf(path: string): Language | undefined;
  textOf(path: string): string | undefined;
  /** Looks at a file's model and, as it is modelled now, the function. Never throws; undefined when one of them is not to be had. */
  look<Seen>(path: string, at: (analysed: Analysed, fn: FunctionModel) => Seen): Seen | undefined;
}

/**
 * The uses in all files of the world but `ownPath`'s, where they are wanted too when `own` says so. Each step takes as long as
 * one file; texts must not change in between.
 */
export function* searchCallers(fn: FunctionModel, own: 'with' | 'without', world: SearchWorld, budget: SearchBudget): Generator<undefined, Callers> {
  const deadline = performance.now() + budget.milliseconds;
  const ownPath = fn.unit.module.path;
  const found = new Map<string, CallerUse>();
  const unresolved = new Map<string, number>();
  const looked = new Set<string>();
  const names = new Set(namesOf(fn));
  let isCut = false;
  const paths: string[] = [];
  for (const path of world.files()) {
    yield undefined;
    if (path === undefined) isCut ||= performance.now() > deadline;
    else if (paths.length >= budget.files) isCut = true;
    else if (world.languageOf(path) === world.language && (own === 'with' || path !== ownPath)) paths.push(path);
    if (isCut) break;
  }
  for (const name of names) {
    const mentioning: Candidate[] = [];
    for (const path of paths) {
      yield undefined;
      if (performance.now() > deadline) {
        isCut = true;
        break;
      }
      const text = world.textOf(path);
      if (text !== undefined && mentions(text, name) && !isLeftOut(path, text, world.language)) mentioning.push({ path, distance: distance(path, text, ownPath) });
    }
    for (const { path } of mentioning.sort((a, b) => a.distance - b.distance)) {
      yield undefined;
      if ((looked.size >= budget.models && !looked.has(path)) || performance.now() > deadline) {
        isCut = true;
        break;
      }
      looked.add(path);
      const seen = world.look(path, (analysed, current) => usesIn(analysed, current, names));
      if (!seen) continue;
      for (const use of seen.uses) found.set(`${use.place.path}:${use.place.start}:${use.place.end}`, use);
      unresolved.set(path, seen.unresolved);
      for (const alias of seen.aliases) if (names.size < maximumNames) names.add(alias);
    }
  }
  return {
    uses: [...found.values()].sort(byPlace),
    unresolved: [...unresolved.values()].reduce((sum, count) => sum + count, 0),
    isCut,
  };
}

/** Runs a search to its end. */
export function finished<Result>(steps: Generator<undefined, Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The function that is defined with this qualified name; where there are several, all of them. */
export function functionsNamed(module: ModuleModel, qualifiedName: string): readonly FunctionModel[] {
  return module.functions.filter((fn) => fn.form === 'function' && fn.qualifiedName === qualifiedName);
}

/** Who makes an object calls its class. */
function namesOf({ name, owner }: FunctionModel): readonly string[] {
  return owner && (name === '__init__' || name === 'constructor') ? [owner.name, name] : [name];
}

function mentions(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!isWordCharacter(text[at - 1]) && !isWordCharacter(text[at + name.length])) return true;
  }
  return false;
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_$]/u.test(character);
}

function isLeftOut(path: string, text: string, language: Language): boolean {
  return isMinified(path, text, language) || sizeProblem(path, text, language) !== undefined;
}

interface Candidate {
  readonly path: string;
  readonly distance: number;
}

/** Who names the module as well, or lies beside it, is more likely to mean this function: a budget that ends should end on others. */
function distance(path: string, text: string, own: string): number {
  if (path === own) return 0;
  const file = nameOf(own).replace(/\.[^.]*$/, '');
  const module = file === '__init__' || file === 'index' ? nameOf(folderOf(own)) : file;
  return (mentions(text, module) ? 0 : 2) + (folderOf(path) === folderOf(own) ? 0 : 1) + 1;
}
