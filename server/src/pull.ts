/** Answers to `textDocument/diagnostic`. */
import { createHash } from 'node:crypto';
import { DocumentDiagnosticReportKind, type Diagnostic, type DocumentDiagnosticReport } from 'vscode-languageserver/node';

/**
 * `unchanged` when the client already has exactly this. The version is part of the identity because it is part of
 * what a quick fix is bound to: after an edit elsewhere the same squiggle needs a fix for the new version.
 */
export function report(diagnostics: Diagnostic[], version: number, previousResultId: unknown): DocumentDiagnosticReport {
  const resultId = `${version}:${createHash('sha1').update(JSON.stringify(diagnostics)).digest('base64url')}`;
  if (previousResultId === resultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
  return { kind: DocumentDiagnosticReportKind.Full, resultId, items: diagnostics };
}
