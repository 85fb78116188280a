/**
 * What one run leaves to the next, as text. Paths are written once and referred to by number. The text is hostile until
 * its checksum fits and every part has the expected form: anything else reads as nothing, never as something wrong.
 */
import { createHash } from 'node:crypto';
import type { ReportContent } from '../file-report.js';
import { isFinding, isProblem } from './finding-shape.js';

/** Grows when the form changes. */
const format = 2;

/** What tells whether a file is the one that was read. */
export interface Fingerprint {
  /** Of size and times: equal means the same file, different means that its text must be looked at. Empty: no file. */
  readonly signature: string;
  /** Of the text. */
  readonly hash: string;
}

export interface StoredModule extends Fingerprint {
  readonly path: string;
  readonly summary: string | undefined;
  readonly uses: readonly string[];
}

export interface StoredFolder {
  readonly path: string;
  /** Modules and folders in it, sorted. */
  readonly names: readonly string[];
}

export interface StoredReport {
  readonly path: string;
  /** Settings and options that the report was made with. */
  readonly key: string;
  readonly content: ReportContent;
}

export interface StoredIndex {
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  /** Of what settings said about all folders that the modules are in. */
  readonly settings: string;
  readonly modules: readonly StoredModule[];
  readonly folders: readonly StoredFolder[];
  readonly reports: readonly StoredReport[];
}

/** `scope`: what the index is valid for; a text with another scope is not read. */
export function encodeIndex(index: StoredIndex, scope: string): string {
  const paths = new Numbering();
  const keys = new Numbering();
  const modules = index.modules.map(({ path, signature, hash, summary, uses }) => [paths.of(path), signature, hash, summary ?? 0, uses.map((used) => paths.of(used))]);
  const folders = index.folders.map(({ path, names }) => [paths.of(path), names]);
  const reports = index.reports.map(({ path, key, content: { findings, problems, syntaxErrors, stats } }) => (
    [paths.of(path), keys.of(key), syntaxErrors, stats.isAnalysed ? stats.functions : -1, stats.suppressed, findings, problems]));
  const body = JSON.stringify({ savedAt: index.savedAt, settings: index.settings, paths: paths.values, keys: keys.values, modules, folders, reports });
  return `${headOf(scope, body)}\n${body}`;
}

/** Undefined when the text is not a whole index of this scope. */
export function decodeIndex(text: string, scope: string): StoredIndex | undefined {
  const end = text.indexOf('\n');
  const body = text.slice(end + 1);
  if (end < 0 || text.slice(0, end) !== headOf(scope, body)) return undefined;
  try {
    return read(JSON.parse(body));
  } catch {
    return undefined;
  }
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 27);
}

function headOf(scope: string, body: string): string {
  return `async-pitfalls index ${format} ${hashOf(scope)} ${hashOf(body)}`;
}

class Numbering {
  readonly values: string[] = [];
  readonly #numbers = new Map<string, number>();

  of(value: string): number {
    let number = this.#numbers.get(value);
    if (number === undefined) {
      this.#numbers.set(value, (number = this.values.length));
      this.values.push(value);
    }
    return number;
  }
}

/** Throws where a part has another form. */
function read(body: unknown): StoredIndex {
  const parts = record(body);
  const paths = list(parts['paths']).map(text);
  const keys = list(parts['keys']).map(text);
  const at = (table: readonly string[], number: unknown): string => text(table[count(number)]);
  return {
    savedAt: count(parts['savedAt']),
    settings: text(parts['settings']),
    modules: list(parts['modules']).map((entry) => {
      const [path, signature, hash, summary, uses] = list(entry);
      return {
        path: at(paths, path), signature: text(signature), hash: text(hash), summary: summary === 0 ? undefined : text(summary),
        uses: list(uses).map((used) => at(paths, used)),
      };
    }),
    folders: list(parts['folders']).map((entry) => {
      const [path, names] = list(entry);
      return { path: at(paths, path), names: list(names).map(text) };
    }),
    reports: list(parts['reports']).map((entry) => {
      const [path, key, syntaxErrors, functions, suppressed, findings, problems] = list(entry);
      return { path: at(paths, path), key: at(keys, key), content: contentOf(syntaxErrors, functions, suppressed, findings, problems) };
    }),
  };
}

function contentOf(syntaxErrors: unknown, functions: unknown, suppressed: unknown, findings: unknown, problems: unknown): ReportContent {
  const isAnalysed = functions !== -1;
  return {
    findings: list(findings).map((finding) => (isFinding(finding) ? finding : wrong())),
    problems: list(problems).map((problem) => (isProblem(problem) ? problem : wrong())),
    syntaxErrors: count(syntaxErrors),
    stats: { isAnalysed, functions: isAnalysed ? count(functions) : 0, suppressed: count(suppressed), isRecalled: true, prepareTime: 0, rulesTime: 0 },
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : wrong();
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : wrong();
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : wrong();
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : wrong();
}

function wrong(): never {
  throw new TypeError('the index has another form');
}
