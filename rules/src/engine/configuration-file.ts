/** Reads one configuration file: `async-pitfalls.json`, or the table `[tool.async-pitfalls]` of a pyproject.toml. */
import { parse as parseToml, TomlError } from 'smol-toml';
import { LineIndex } from '../model/index.js';
import type { Rule } from '../rules/rule.js';
import type { Problem } from './finding.js';
import type { ReadResult } from './file-system.js';
import { parseJson } from './json-with-comments.js';
import { nameOf } from './paths.js';
import { firstUnsupportedMinor, lowestVersion, type PythonVersion } from './python-version.js';
import { readSettings } from './settings-reader.js';
import type { Settings } from './settings.js';
import { placeOfKey } from './toml-places.js';

export const configurationFileNames = ['async-pitfalls.json', 'pyproject.toml'] as const;

export interface ConfigurationFile {
  readonly path: string;
  /** undefined when the file says nothing about us (a pyproject.toml without our table). */
  readonly settings: Settings | undefined;
  /** From `requires-python`, or Poetry's `python` dependency. */
  readonly requiresPython: PythonVersion | undefined;
  /** From there as well: the first minor version of Python 3 that is no longer supported. */
  readonly unsupportedPython?: number | undefined;
  /** Async libraries among what the project always needs; undefined when the file declares no project. */
  readonly asyncLibraries?: readonly string[] | undefined;
  readonly problems: readonly Problem[];
}

/** Never throws. Every mistake is one problem of kind `configuration`; what is right still applies. */
export function readConfigurationFile(path: string, read: ReadResult, rules: readonly Rule[]): ConfigurationFile {
  if (read.text === undefined) {
    return { path, settings: undefined, requiresPython: undefined, problems: [{ ...read.problem, kind: 'configuration' }] };
  }
  return path.endsWith('.toml') ? readToml(path, read.text, rules) : readJson(path, read.text, rules);
}

function readJson(path: string, text: string, rules: readonly Rule[]): ConfigurationFile {
  const lines = new LineIndex(text);
  const problem = (message: string, offset: number): Problem => {
    const { line, character } = lines.positionAt(offset);
    return { path, kind: 'configuration', message, line: line + 1, column: character + 1 };
  };
  const parsed = parseJson(text);
  if ('fault' in parsed) {
    const { message, offset } = parsed.fault;
    return { path, settings: undefined, requiresPython: undefined, problems: [problem(`The settings are not valid JSON: ${message}`, offset)] };
  }
  const { value, offsetOf } = parsed.document;
  const { settings, mistakes } = readSettings(value, rules);
  const nearest = (keys: readonly string[]): number => keys.length === 0 ? 0 : (offsetOf(keys) ?? nearest(keys.slice(0, -1)));
  return { path, settings, requiresPython: undefined, problems: mistakes.map((mistake) => problem(mistake.message, nearest(mistake.path))) };
}

function readToml(path: string, text: string, rules: readonly Rule[]): ConfigurationFile {
  let document: unknown;
  try {
    document = parseToml(text.replace(/^\ufeff/, ''));
  } catch (error) {
    return { path, settings: undefined, requiresPython: undefined, problems: [tomlProblem(path, error)] };
  }
  // A pyproject.toml is shared by many tools; any other TOML file is ours as a whole.
  const table = nameOf(path) === 'pyproject.toml' ? ['tool', 'async-pitfalls'] : [];
  const value = at(document, table);
  const [requiresPython, unsupportedPython] = supportedBy(at(document, ['project', 'requires-python']) ?? at(document, ['tool', 'poetry', 'dependencies', 'python']));
  const asyncLibraries = asyncLibrariesOf(document);
  if (value === undefined) return { path, settings: undefined, requiresPython, unsupportedPython, asyncLibraries, problems: [] };
  const { settings, mistakes } = readSettings(value, rules);
  const problems = mistakes.map((mistake): Problem => {
    // Options are keys of an inline table inside a list.
    const place = placeOfKey(text, [...table, ...mistake.path.filter((key) => !/^\d+$/.test(key))]);
    return { path, kind: 'configuration', message: mistake.message, line: (place?.line ?? 0) + 1, column: (place?.column ?? 0) + 1 };
  });
  return { path, settings, requiresPython, unsupportedPython, asyncLibraries, problems };
}

const asyncLibraries: readonly string[] = ['anyio', 'trio', 'sniffio'];

/** Of what is always installed with the project: extras and groups are left out. */
function asyncLibrariesOf(document: unknown): readonly string[] | undefined {
  const listed = at(document, ['project', 'dependencies']);
  // https://packaging.python.org/en/latest/specifications/dependency-specifiers/ – the name comes first.
  const names = Array.isArray(listed) ? listed.map((entry) => /^[\w.-]+/.exec(String(entry).trim())?.[0]) : [];
  const poetry = at(document, ['tool', 'poetry', 'dependencies']);
  if (typeof poetry === 'object' && poetry !== null) {
    names.push(...Object.entries(poetry).filter(([, entry]) => at(entry, ['optional']) !== true).map(([name]) => name));
  } else if (at(document, ['project']) === undefined) return undefined;
  return asyncLibraries.filter((library) => names.some((name) => name?.toLowerCase() === library));
}

function tomlProblem(path: string, error: unknown): Problem {
  if (!(error instanceof TomlError)) return { path, kind: 'configuration', message: `The file cannot be read: ${String(error)}` };
  // The first line names the fault; the rest draws the place, which we give as numbers.
  const fault = (error.message.split('\n')[0] ?? '').replace(/^Invalid TOML document:\s*/, '');
  return { path, kind: 'configuration', message: `The file is not valid TOML: ${fault}`, line: error.line, column: error.column };
}

function supportedBy(specifier: unknown): readonly [lowest: PythonVersion | undefined, unsupported: number | undefined] {
  return typeof specifier === 'string' ? [lowestVersion(specifier), firstUnsupportedMinor(specifier)] : [undefined, undefined];
}

function at(value: unknown, keys: readonly string[]): unknown {
  let current = value;
  for (const key of keys) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined;
    current = Object.entries(current).find(([name]) => name === key)?.[1];
  }
  return current;
}
