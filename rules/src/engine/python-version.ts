/** Python versions in settings and in project metadata. */

export type PythonVersion = readonly [number, number];

/**
 * The first minor version of Python 3 that a specifier shuts out (`<3.13`, `~=3.9.1`, Poetry's `~3.9`); undefined when it
 * names none: an upper limit of the major version (`<4`, `^3.9`) is none.
 */
export function firstUnsupportedMinor(specifier: string): number | undefined {
  let first: number | undefined;
  for (const part of specifier.split(/,|\s+(?=[<>=~^!])/)) {
    const [, operator, minor, release] = /^\s*(<=?|~=?|={2,3})\s*3\.(\d+)(\.(?:\d+|\*))?/.exec(part) ?? [];
    if (operator === undefined || minor === undefined || (operator === '~=' && release === undefined)) continue;
    // `<3.12` and `<3.12.0` end before 3.12, `<3.12.4` within it.
    const ends = operator === '<' && (release === undefined || release === '.0') ? Number(minor) : Number(minor) + 1;
    if (first === undefined || ends < first) first = ends;
  }
  return first;
}

/** `3.11`, `py311`; undefined for anything else. */
export function parsePythonVersion(text: string): PythonVersion | undefined {
  const match = /^(?:py)?(3)\.?(\d{1,2})(?:\.\d+)?$/.exec(text.trim());
  return match ? [Number(match[1]), Number(match[2])] : undefined;
}

/**
 * The lowest Python version that a specifier (PEP 440 `>=3.9,<4`, Poetry `^3.9`) admits; undefined when it names none.
 * `>3.9` admits 3.9.1, so it counts as 3.9.
 */
export function lowestVersion(specifier: string): PythonVersion | undefined {
  let lowest: PythonVersion | undefined;
  for (const part of specifier.split(/,|\s+(?=[<>=~^!])/)) {
    const match = /^\s*(>=|>|==|===|~=|\^|~)?\s*(\d+)(?:\.(\d+|\*))?/.exec(part);
    if (!match || /^\s*(<|!=)/.test(part)) continue;
    const minor = match[3] === undefined || match[3] === '*' ? 0 : Number(match[3]);
    const version: PythonVersion = [Number(match[2]), minor];
    if (!lowest || version[0] > lowest[0] || (version[0] === lowest[0] && version[1] > lowest[1])) lowest = version;
  }
  return lowest && lowest[0] >= 3 ? lowest : undefined;
}
