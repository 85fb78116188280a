/** Code that nobody wrote by hand is not worth a finding, and a bundle can keep the type checker busy for a minute. */
import type { Language } from '../model/index.js';
import type { Problem } from './finding.js';

/** Longest script that is given to the type checker, in characters. */
const largestScript = 1_500_000;
const longestLine = 1_200;
/** Nobody writes code in lines that long. */
const longLine = 300;
/** Texts between the code of a bundle (templates, translations) thin it out. */
const manyBraces = 200;
/** How much of a script is looked at, in characters: bundles begin with licences and small helpers. */
const looked = 300_000;

/** Minified JavaScript: by name, or by lines that no person would write (a long data URL alone does not count). */
export function isMinified(path: string, text: string, language: Language): boolean {
  if (language !== 'typescript' || !/\.[cm]?js$/.test(path)) return false;
  if (/[.-]min\.[cm]?js$/.test(path)) return true;
  const dense = text.slice(0, looked).split('\n').filter(isDense);
  return dense.some((line) => line.length > longestLine)
    || dense.reduce((sum, line) => sum + line.length, 0) > Math.min(text.length, looked) * 0.85;
}

/** Code without line breaks: of all that is written, only code has a sign of these in every ten characters, or so many braces. */
function isDense(line: string): boolean {
  if (line.length <= longLine) return false;
  return (line.match(/[;{}(),=:]/g)?.length ?? 0) > line.length / 10 || (line.match(/[;{}]/g)?.length ?? 0) > manyBraces;
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
