/**
 * Quick fixes, fix-all and suppressions. A quick fix is answered from `diagnostic.data`; where a client does not send
 * it back, from the current findings that touch the asked range. Ranges in `context.diagnostics` are never used: a
 * client was seen to send bytes there.
 */
import { CodeActionKind, type CodeAction, type CodeActionParams, type Command, type Diagnostic } from 'vscode-languageserver/node';
import type { Finding } from '../../rules/src/core.js';
import { fixAllKind, showCallersCommand, type ClientFeatures } from './capabilities.js';
import { diagnosticSource } from './diagnostics.js';
import { fixesOf, isFindingData, type DocumentEdits, type FixData } from './finding-data.js';
import type { Locator } from './locations.js';
import { comparePositions, mergeEdits } from './merge-edits.js';
import { texts } from './texts.js';
import { uriKey } from './uris.js';
import { workspaceEdit } from './workspace-edit.js';

/** A current finding, with the diagnostic the client was or would be sent. */
export interface Current {
  readonly finding: Finding;
  readonly diagnostic: Diagnostic;
}

export interface CodeActionWorld {
  readonly client: ClientFeatures;
  readonly locator: Locator;
  /** Version of an open document; undefined when it is not open. */
  version(uri: string): number | undefined;
  /** Findings of the document now, in order; [] when it is not checked. */
  current(uri: string): readonly Current[];
  /** Edits of the comment that suppresses the finding; undefined where none can stand. */
  suppression(finding: Finding, scope: 'line' | 'file'): DocumentEdits | undefined;
}

/** One thing at the asked range, as far as an action needs to know it. */
interface Entry {
  readonly rule: string;
  readonly diagnostic: Diagnostic;
  readonly fixes: readonly FixData[];
}

/** Never throws for what a client sends; `[]` when nothing is to be done or the kind is not known. */
export function codeActions(params: CodeActionParams, world: CodeActionWorld): CodeAction[] {
  const { uri } = params.textDocument;
  const only = params.context.only;
  if (world.version(uri) === undefined) return [];
  const actions: CodeAction[] = [];
  if (covers(only, CodeActionKind.QuickFix)) actions.push(...quickFixes(params, world));
  // Nobody wants it in the light bulb; on save and from the source menu it is asked for by kind.
  if (only && covers(only, fixAllKind)) actions.push(...fixAll(uri, world));
  return actions;
}

function quickFixes(params: CodeActionParams, world: CodeActionWorld): CodeAction[] {
  const { uri } = params.textDocument;
  const entries = entriesOf(params, world);
  const fixes = entries.flatMap((entry) => fixActions(entry, uri, world));
  const rules = [...new Set(entries.map((entry) => entry.rule))];
  const touched = touching(params, world);
  return [
    ...fixes,
    ...rules.flatMap((rule) => fixRule(rule, uri, world)),
    ...rules.flatMap((rule) => suppressions(rule, touched, world)),
  ];
}

function entriesOf(params: CodeActionParams, world: CodeActionWorld): Entry[] {
  const { uri } = params.textDocument;
  const ours = params.context.diagnostics.filter((diagnostic) => diagnostic.source === diagnosticSource);
  const entries: Entry[] = [];
  for (const diagnostic of ours) {
    const data: unknown = diagnostic.data;
    if (!isFindingData(data) || uriKey(data.uri) !== uriKey(uri)) continue;
    if (data.version !== world.version(uri)) continue;
    entries.push({ rule: data.rule, diagnostic, fixes: data.fixes ?? lookedUp(data.rule, params, world) });
  }
  const sentData = ours.some((diagnostic) => diagnostic.data !== undefined && diagnostic.data !== null);
  return sentData ? entries : touching(params, world).map(({ finding, diagnostic }) => (
    { rule: finding.rule, diagnostic, fixes: fixesOf(finding, world.locator) }
  ));
}

function lookedUp(rule: string, params: CodeActionParams, world: CodeActionWorld): FixData[] {
  const found = touching(params, world).find(({ finding }) => finding.rule === rule);
  return found ? fixesOf(found.finding, world.locator) : [];
}

function touching(params: CodeActionParams, world: CodeActionWorld): readonly Current[] {
  const { start, end } = params.range;
  return world.current(params.textDocument.uri).filter(({ diagnostic: { range } }) => (
    comparePositions(end, range.start) >= 0 && comparePositions(range.end, start) >= 0
  ));
}

function fixActions(entry: Entry, uri: string, world: CodeActionWorld): CodeAction[] {
  const fresh = entry.fixes.filter((fix) => fix.documents.every((document) => isCurrent(document, world)));
  const preferred = fresh.find((fix) => fix.safety === 'safe');
  return fresh.map((fix) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [entry.diagnostic],
    ...(fix === preferred ? { isPreferred: true } : {}),
    edit: workspaceEdit(fix.documents, world.client),
    ...(fix.makesAsync && fix.makesAsync.length > 0 ? { command: showCallers(uri, fix.makesAsync, world) } : {}),
  }));
}

/** The client runs it when the edit is applied. */
function showCallers(uri: string, functions: readonly string[], { client }: CodeActionWorld): Command {
  return { title: texts[client.language].showCallers, command: showCallersCommand, arguments: [{ uri, functions }] };
}

/** Worth offering when the rule's safe fixes are more than the one at hand. */
function fixRule(rule: string, uri: string, world: CodeActionWorld): CodeAction[] {
  const found = world.current(uri).filter(({ finding }) => finding.rule === rule && hasSafeFix(finding));
  if (found.length < 2) return [];
  const edit = merged(found, uri, world);
  return edit ? [{ title: texts[world.client.language].fixRule(rule), kind: CodeActionKind.QuickFix, edit }] : [];
}

function fixAll(uri: string, world: CodeActionWorld): CodeAction[] {
  const edit = merged(world.current(uri).filter(({ finding }) => hasSafeFix(finding)), uri, world);
  return edit ? [{ title: texts[world.client.language].fixAll, kind: fixAllKind, edit }] : [];
}

/** The safe fixes that go together, in this document only; undefined when they change nothing. */
function merged(found: readonly Current[], uri: string, world: CodeActionWorld): CodeAction['edit'] | undefined {
  const version = world.version(uri);
  const fixes = found.flatMap(({ finding }) => fixesOf(finding, world.locator)
    .filter(({ safety, documents: [first, ...others] }) => safety === 'safe' && others.length === 0 && first !== undefined && uriKey(first.uri) === uriKey(uri))
    .slice(0, 1)
    .map(({ documents }) => documents.flatMap(({ edits }) => edits)));
  const edits = mergeEdits(fixes);
  return edits.length > 0 && version !== undefined ? workspaceEdit([{ uri, version, edits }], world.client) : undefined;
}

function suppressions(rule: string, touched: readonly Current[], world: CodeActionWorld): CodeAction[] {
  const found = touched.find(({ finding }) => finding.rule === rule);
  if (!found) return [];
  const words = texts[world.client.language];
  return (['line', 'file'] as const).flatMap((scope) => {
    const edits = world.suppression(found.finding, scope);
    if (!edits) return [];
    return [{
      title: scope === 'line' ? words.ignoreLine(rule) : words.ignoreFile(rule),
      kind: CodeActionKind.QuickFix,
      diagnostics: [found.diagnostic],
      edit: workspaceEdit([edits], world.client),
    }];
  });
}

/** Open documents must have the version the edit was made for; others must still not be open. */
function isCurrent(document: DocumentEdits, world: CodeActionWorld): boolean {
  return (world.version(document.uri) ?? null) === document.version;
}

function hasSafeFix(finding: Finding): boolean {
  return finding.fixes.some((fix) => fix.safety === 'safe');
}

/** Kinds are hierarchical: `source` asks for `source.fixAll.async-pitfalls`, too. */
function covers(only: readonly string[] | undefined, kind: string): boolean {
  return !only || only.some((wanted) => wanted === '' || wanted === kind || kind.startsWith(`${wanted}.`));
}
