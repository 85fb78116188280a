/** Mistakes in project files, shown in these files themselves: pushed, as nobody asks for diagnostics of a TOML file. */
import { DiagnosticSeverity, type Diagnostic, type PublishDiagnosticsParams } from 'vscode-languageserver/node';
import type { Problem } from '../../rules/src/core.js';
import { diagnosticSource } from './diagnostics.js';
import { uriOfPath } from './uris.js';

export class ConfigurationProblems {
  readonly #publish: (params: PublishDiagnosticsParams) => void;
  /** What each file was sent last, as text. */
  readonly #sent = new Map<string, string>();

  constructor(publish: (params: PublishDiagnosticsParams) => void) {
    this.#publish = publish;
  }

  /** All problems there are now; those without a file (the editor's settings) are for the log. */
  show(problems: readonly Problem[]): void {
    const byFile = new Map<string, Diagnostic[]>([...this.#sent.keys()].map((path) => [path, []]));
    for (const problem of problems) {
      if (problem.path === undefined) continue;
      byFile.set(problem.path, [...(byFile.get(problem.path) ?? []), diagnosticOf(problem)]);
    }
    for (const [path, diagnostics] of byFile) {
      const text = JSON.stringify(diagnostics);
      if (this.#sent.get(path) === text) continue;
      if (diagnostics.length > 0) this.#sent.set(path, text);
      else this.#sent.delete(path);
      this.#publish({ uri: uriOfPath(path), diagnostics });
    }
  }
}

/** The rest of the line: problems name where they begin. */
function diagnosticOf({ line = 1, column = 1, message }: Problem): Diagnostic {
  const start = { line: Math.max(0, line - 1), character: Math.max(0, column - 1) };
  return {
    range: { start, end: { line: start.line + 1, character: 0 } },
    severity: DiagnosticSeverity.Warning,
    source: diagnosticSource,
    message,
  };
}
