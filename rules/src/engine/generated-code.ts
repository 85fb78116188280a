/** Code that nobody wrote by hand is not worth a finding, and a bundle can keep the type checker busy for a minute. */
import type { Language } from '../model/index.js';
import type { Problem } from './finding.js';

/** Longest script that is given to the type checker, in characters. */
const largestScript = 1_500_000;
const longestLine = 5_000;

/** Minified JavaScript: by name, or by a line that no person would write (a long data URL alone does not count). */
export function isMinified(path: string, text: string, language: Language): boolean {
  if (language !== 'typescript' || !/\.[cm]?js$/.test(path)) return false;
  if (/[.-]min\.[cm]?js$/.test(path)) return true;
  if (text.length < longestLine) return false;
  const lines = text.split('\n', 50);
  return lines.some((line) => line.length > longestLine && (line.match(/[;{}]/g)?.length ?? 0) > 200);
}

/** What to tell about a script that is too large for the type checker; undefined when it is not. */
export function sizeProblem(path: string, text: string, language: Language): Problem | undefined {
  if (language !== 'typescript' || text.length <= largestScript) return undefined;
  const size = (text.length / 1_000_000).toFixed(1);
  return { path, kind: 'budget', message: `The file is not checked: it has ${size} million characters, more than the limit of 1.5 million` };
}
