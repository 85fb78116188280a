/** After a fix made functions async: who in other files still takes what they give for a plain result. */
import { namePlace, type Place } from '../../model/index.js';
import type { Engine } from '../engine.js';
import type { Edit, Finding } from '../finding.js';
import { functionsNamed, usualBudget, type SearchBudget } from './caller-search.js';
import { byPlace, type CallerUse } from './caller-use.js';

export interface CallersElsewhere {
  /** Names of the functions that are async now, in the order they were asked for. */
  readonly functions: readonly string[];
  /** The name of the first of them, where it is defined. */
  readonly definition: Place | undefined;
  /** Calls that are not awaited, and references that are handed on; by path, then position. */
  readonly uses: readonly CallerUse[];
  /** As in `Callers`. */
  readonly unresolved: number;
  readonly isCut: boolean;
}

/** More than a fix makes async in practice: each is searched for on its own. */
const maximumFunctions = 8;

/** `names`: qualified names of functions in the file; those that are not async (any more) are left out. Steps as in `callersOf`. */
export function* callersElsewhere(engine: Engine, path: string, names: readonly string[], budget: SearchBudget = usualBudget): Generator<undefined, CallersElsewhere> {
  const module = engine.analyse(path)?.module;
  const functions = module ? [...new Set(names)].flatMap((name) => functionsNamed(module, name)).filter(({ isAsync }) => isAsync) : [];
  const definitions = functions.slice(0, maximumFunctions).map((fn) => namePlace(fn));
  const told = [...new Set(functions.map(({ name }) => name))];
  const uses = new Map<string, CallerUse>();
  let unresolved = 0;
  let isCut = functions.length > definitions.length;
  for (const { start } of definitions) {
    const steps = engine.callersOf(path, start, { own: 'without', budget: { ...budget, milliseconds: budget.milliseconds / definitions.length } });
    if (!steps) continue;
    const found = yield* steps;
    for (const use of found.uses) if (use.use !== 'awaited') uses.set(keyOf(use), use);
    unresolved += found.unresolved;
    isCut ||= found.isCut;
  }
  const inOrder = [...uses.values()].sort(byPlace);
  return { functions: told, definition: definitions[0], uses: inOrder, unresolved, isCut };
}

/** Findings whose first fix is the `await` that one of the calls lacks: only where the function around it is async already. */
export function* missingAwaits(engine: Engine, uses: readonly CallerUse[]): Generator<undefined, readonly Finding[]> {
  const calls = uses.filter(({ use, isCallerAsync }) => use === 'called' && isCallerAsync);
  const wanted = new Set(calls.map(keyOf));
  const found: Finding[] = [];
  for (const path of new Set(calls.map(({ place }) => place.path))) {
    yield undefined;
    for (const finding of engine.check(path).findings) {
      if (wanted.has(keyOf({ place: finding })) && finding.fixes[0]?.edits.every(isAwait)) found.push(finding);
    }
  }
  return found;
}

function keyOf({ place: { path, start, end } }: Pick<CallerUse, 'place'>): string {
  return `${path}:${start}:${end}`;
}

/** What `awaitEdits` inserts, and nothing else: no import, no `async` around it. */
function isAwait({ start, end, newText }: Edit): boolean {
  return start === end && ['await ', '(await ', ')'].includes(newText);
}
