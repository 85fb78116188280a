/**
 * A cheap test that keeps files without asynchronous code from being parsed. It may say yes for nothing (a word in a
 * comment), never no for a file in which a rule could find something on its own. Programs of threads alone are not our
 * subject: what a rule says about threads it says where they meet asynchronous code.
 */
import type { Language } from '../model/index.js';

/** Libraries that start, run or wait for asynchronous code without the words `async` and `await` in the caller. */
const pythonLibraries = 'asyncio|anyio|trio|curio|uvloop|nest_asyncio|aio\\w+|\\w+aio|async\\w+|\\w+async|httpx|tornado|twisted|starlette|fastapi|sanic|quart|discord|telegram|websockets|motor|redis|sqlalchemy|playwright';

const asyncWords: Readonly<Record<Language, RegExp>> = {
  python: new RegExp(`\\b(?:async|await|coroutine|${pythonLibraries})\\b`),
  // A promise needs no word of its own: `save()` of another module may give one. Only a file that calls nothing is out.
  typescript: /[\w$\])]\s*(?:\?\.)?[(`]/,
};

export function mayBeAsync(text: string, language: Language): boolean {
  return asyncWords[language].test(text);
}

/** The modules that a Python text imports, by a look at its lines only; names as written (`.db`, `app.db`). */
export function importedModules(text: string): readonly string[] {
  const found = new Set<string>();
  for (const [, from, list] of text.matchAll(/^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import\b|import[ \t]+([\w., \t]+))/gm)) {
    if (from) found.add(from);
    for (const name of list?.split(',') ?? []) found.add((name.trim().split(/\s/)[0] ?? ''));
  }
  found.delete('');
  return [...found];
}
