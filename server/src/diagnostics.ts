/** Findings as the protocol's diagnostics. */
import { DiagnosticSeverity, type Diagnostic } from 'vscode-languageserver/node';
import { pageOf, type Finding, type Level } from '../../rules/src/core.js';
import type { ClientFeatures } from './capabilities.js';
import { dataOf } from './finding-data.js';
import type { Located, Locator } from './locations.js';
import { texts } from './texts.js';

export const diagnosticSource = 'async-pitfalls';

/** More than anybody reads; a generated file must not flood the editor. */
export const maximumPerSource = 500;

const severities: Readonly<Record<Exclude<Level, 'off'>, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** The diagnostics of one source by the URI of the document they belong to; findings in source order. */
export function diagnosticsOf(findings: readonly Finding[], locator: Locator, client: ClientFeatures): Map<string, Diagnostic[]> {
  const byDocument = new Map<string, Diagnostic[]>();
  for (const finding of findings.slice(0, maximumPerSource)) {
    const place = locator.locate(finding.path, finding.start, finding.end);
    if (!place || finding.level === 'off') continue;
    listIn(byDocument, place.uri).push(diagnosticOf(finding, finding.level, place, locator, client));
  }
  const first = findings[maximumPerSource];
  const rest = first && locator.locate(first.path, first.start, first.end);
  if (rest) listIn(byDocument, rest.uri).push(remainder(rest, findings.length - maximumPerSource, client));
  return byDocument;
}

function diagnosticOf(
  finding: Finding, level: Exclude<Level, 'off'>, place: Located, locator: Locator, client: ClientFeatures,
): Diagnostic {
  const related = client.showsRelatedInformation ? relatedOf(finding, locator) : [];
  return {
    range: place.range,
    severity: severities[level],
    code: finding.rule,
    ...(client.linksCodes ? { codeDescription: { href: pageOf(finding.rule, client.language) } } : {}),
    source: diagnosticSource,
    message: finding.message,
    ...(related.length > 0 ? { relatedInformation: related } : {}),
    ...(client.keepsDiagnosticData && place.version !== null ? { data: dataOf(finding, place.uri, place.version, locator) } : {}),
  };
}

function relatedOf(finding: Finding, locator: Locator): NonNullable<Diagnostic['relatedInformation']> {
  return finding.related.flatMap(({ place, message }) => {
    const located = locator.locate(place.path, place.start, place.end);
    return located ? [{ location: { uri: located.uri, range: located.range }, message }] : [];
  });
}

function remainder(place: Located, count: number, client: ClientFeatures): Diagnostic {
  return {
    range: { start: place.range.start, end: place.range.start },
    severity: DiagnosticSeverity.Information,
    source: diagnosticSource,
    message: texts[client.language].more(count),
  };
}

function listIn(map: Map<string, Diagnostic[]>, key: string): Diagnostic[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}
