/** Code that nobody wrote by hand is not worth a finding, and a bundle can keep the type checker busy for a minute. */
import type { Language } from '../model/index.js';
import type { Problem } from './finding.js';

/** Longest script that is given to the type checker, in characters. */
const largestScript = 1_500_000;
const longestLine = 5_000;
/** A script whose lines are that long on average was not written line by line. */
const longestAverage = 400;
/** How much of a script is looked at, in characters: bundles begin with licences and small helpers. */
const looked = 300_000;

/** Minified JavaScript: by name, or by lines that no person would write (a long data URL alone does not count). */
export function isMinified(path: string, text: string, language: Language): boolean {
  if (language !== 'typescript' || !/\.[cm]?js$/.test(path)) return false;
  if (/[.-]min\.[cm]?js$/.test(path)) return true;
  if (text.length < 2 * longestAverage) return false;
  const lines = text.slice(0, looked).split('\n');
  if (lines.some((line) => line.length > longestLine && punctuationIn(line) > 200)) return true;
  const dense = lines.filter((line) => line.length > longestAverage && punctuationIn(line) > line.length / 50);
  return dense.reduce((sum, line) => sum + line.length, 0) > Math.min(text.length, looked) * 0.9;
}

function punctuationIn(line: string): number {
  return line.match(/[;{}]/g)?.length ?? 0;
}

/**
 * What the type checker sees of a script that others import: nothing of a bundle, so that what comes from there is unknown.
 * Web applications consist of small scripts that import one of several megabytes.
 */
export function textForTypes(path: string, text: string | undefined): string | undefined {
  if (text === undefined || !/\.[cm]?js$/.test(path)) return text;
  return text.length > largestScript || isMinified(path, text, 'typescript') ? '' : text;
}

/** What to tell about a script that is too large for the type checker; undefined when it is not. */
export function sizeProblem(path: string, text: string, language: Language): Problem | undefined {
  if (language !== 'typescript' || text.length <= largestScript) return undefined;
  const size = (text.length / 1_000_000).toFixed(1);
  return { path, kind: 'budget', message: `The file is not checked: it has ${size} million characters, more than the limit of 1.5 million` };
}
