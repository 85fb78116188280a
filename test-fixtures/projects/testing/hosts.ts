/** The four hosts as functions from a folder to what they find there, in one form. For tests. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createEngine, discoverFiles, enginePath, languageOf, nodeFileSystem, type Engine, type LineIndex } from '../../../rules/src/core.js';
import { asyncPitfalls, type versions } from '../../../rules/src/hosts/eslint/testing/bundled-plugin.js';
import { TestClient, uriOf } from '../../../server/src/testing/server-process.js';
import { parser } from 'typescript-eslint';
import type { Linter } from 'eslint';

/** All counts from 1, paths relative to the folder: the form of the command line's JSON. */
export interface HostFinding {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly rule: string;
  readonly message: string;
  readonly related: readonly { readonly path: string; readonly line: number }[];
}

/** What an engine with the folder as its root would answer, and the files it is asked about. */
export function engineOf(folder: string): { readonly engine: Engine; readonly files: readonly string[] } {
  const root = enginePath(folder);
  const engine = createEngine({ host: nodeFileSystem, roots: [root], crashes: 'throw' });
  return { engine, files: discoverFiles(nodeFileSystem, [root], (file) => engine.isExcluded(file)).files };
}

export function engineFindings(folder: string): HostFinding[] {
  const { engine, files } = engineOf(folder);
  return files.flatMap((file) => {
    const { findings, lines } = engine.check(file);
    return findings.map(({ start, end, rule, message, related }) => {
      const from = positionOf(lines, start);
      const to = positionOf(lines, end);
      return {
        path: relative(folder, file), ...from, endLine: to.line, endColumn: to.column, rule, message,
        related: related.map(({ place }) => {
          const other = engine.lines(place.path);
          return { path: relative(folder, place.path), line: other ? positionOf(other, place.start).line : 0 };
        }),
      };
    });
  });
}

/** `program`: the bundled command line. Throws when it writes to standard error or ends in an unexpected way. */
export function commandLineFindings(program: string, folder: string): HostFinding[] {
  const run = spawnSync(process.execPath, [program, 'check', '--format', 'json'], { cwd: folder, encoding: 'utf8', maxBuffer: 1e9 });
  if (run.status !== 1 || run.stderr !== '') throw new Error(`exit ${run.status}: ${run.stderr}`);
  const { findings } = JSON.parse(run.stdout) as { readonly findings: readonly HostFinding[] };
  return findings.map(({ path: file, line, column, endLine, endColumn, rule, message, related }) => ({
    path: file, line, column, endLine, endColumn, rule, message, related: related.map((place) => ({ path: place.path, line: place.line })),
  }));
}

/**
 * The bundled plugin with `configs.strict`, TypeScript and JavaScript with typed linting. ESLint has no related places:
 * what a message says after ` — ` is the way to the blocking call, in their stead.
 */
export async function eslintFindings({ ESLint }: (typeof versions)[number], folder: string): Promise<HostFinding[]> {
  const overrideConfig: Linter.Config[] = [...asyncPitfalls.configs.strict, {
    files: ['**/*.{ts,js}'],
    languageOptions: { parser, parserOptions: { projectService: true, tsconfigRootDir: folder } },
  }];
  const results = await new ESLint({ cwd: folder, overrideConfigFile: true, overrideConfig }).lintFiles(['.']);
  return results.flatMap(({ filePath, messages }) => messages.map(({ line, column, endLine, endColumn, ruleId, message }) => {
    const file = relative(folder, filePath);
    const [sentence = '', chain = ''] = message.split(' — ');
    return {
      path: file, line, column, endLine: endLine ?? 0, endColumn: endColumn ?? 0,
      rule: ruleId?.replace('async-pitfalls/', '') ?? 'none', message: sentence, related: placesOfChain(chain, file),
    };
  }));
}

/** `line 8 → app/db.py:12` */
function placesOfChain(chain: string, own: string): { path: string; line: number }[] {
  if (chain === '') return [];
  return chain.split(' → ').map((step) => {
    const [, file = own, line] = /^(?:line |(.+):)(\d+)$/.exec(step) ?? [];
    return { path: file, line: Number(line) };
  });
}

/** The spawned server, asked with pull diagnostics about every file, all of them open. */
export async function serverFindings(server: string, folder: string): Promise<HostFinding[]> {
  const client = await TestClient.start({ server, folders: [folder] });
  try {
    const found: HostFinding[] = [];
    const { files } = engineOf(folder);
    for (const file of files) await client.open(uriOf(file), fs.readFileSync(file, 'utf8'), protocolLanguage(file));
    for (const file of files) {
      for (const { range, code, message, relatedInformation = [] } of await client.diagnostics(uriOf(file))) {
        found.push({
          path: relative(folder, file), line: range.start.line + 1, column: range.start.character + 1,
          endLine: range.end.line + 1, endColumn: range.end.character + 1, rule: String(code), message: String(message),
          related: relatedInformation.map(({ location }) => ({ path: pathInUri(folder, location.uri), line: location.range.start.line + 1 })),
        });
      }
    }
    return found;
  } finally {
    await client.stop();
  }
}

function protocolLanguage(file: string): string {
  return languageOf(file) === 'python' ? 'python' : file.endsWith('.js') ? 'javascript' : 'typescript';
}

function pathInUri(folder: string, uri: string): string {
  return decodeURIComponent(uri.slice(uriOf(folder).length + 1));
}

function positionOf(lines: LineIndex, offset: number): { line: number; column: number } {
  const { line, character } = lines.positionAt(offset);
  return { line: line + 1, column: character + 1 };
}

function relative(folder: string, file: string): string {
  return path.relative(folder, file).replaceAll(path.sep, '/');
}
