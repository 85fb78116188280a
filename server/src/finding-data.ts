/**
 * What travels in `diagnostic.data` so that a code action can be answered from its arguments alone: the fixes as
 * protocol edits, each bound to the document version it was computed for.
 */
import type { TextEdit } from 'vscode-languageserver/node';
import type { Finding, Safety } from '../../rules/src/core.js';
import type { Locator } from './locations.js';

export interface DocumentEdits {
  readonly uri: string;
  /** null: the document was not open. */
  readonly version: number | null;
  readonly edits: TextEdit[];
}

export interface FixData {
  readonly title: string;
  readonly safety: Safety;
  readonly documents: DocumentEdits[];
  /** As in `Fix`: functions of the finding's file whose callers elsewhere are shown afterwards. */
  readonly makesAsync?: readonly string[];
}

export interface FindingData {
  readonly rule: string;
  readonly uri: string;
  readonly version: number;
  /** Missing when they are too large to travel: the server looks them up. */
  readonly fixes?: FixData[];
}

/** In characters of JSON. A fix is a few edits; what is larger would be sent to and fro with every keystroke. */
const maximumSize = 16_000;

export function dataOf(finding: Finding, uri: string, version: number, locator: Locator): FindingData {
  const fixes = fixesOf(finding, locator);
  const bare = { rule: finding.rule, uri, version };
  return JSON.stringify(fixes).length > maximumSize ? bare : { ...bare, fixes };
}

/** A fix with an edit that cannot be placed is no fix. */
export function fixesOf(finding: Finding, locator: Locator): FixData[] {
  const fixes: FixData[] = [];
  for (const fix of finding.fixes) {
    const documents = new Map<string, DocumentEdits>();
    const isComplete = fix.edits.every((edit) => {
      const place = locator.locate(edit.path ?? finding.path, edit.start, edit.end);
      if (!place) return false;
      const { edits } = entry(documents, place.uri, place.version);
      edits.push({ range: place.range, newText: edit.newText });
      return true;
    });
    if (!isComplete || documents.size === 0) continue;
    const { title, safety, makesAsync } = fix;
    fixes.push({ title, safety, documents: [...documents.values()], ...(makesAsync ? { makesAsync } : {}) });
  }
  return fixes;
}

function entry(documents: Map<string, DocumentEdits>, uri: string, version: number | null): DocumentEdits {
  const found = documents.get(uri) ?? { uri, version, edits: [] };
  documents.set(uri, found);
  return found;
}

/** What a client sends back is anything: only the exact shape counts. */
export function isFindingData(value: unknown): value is FindingData {
  return isRecord(value) && typeof value['rule'] === 'string' && typeof value['uri'] === 'string' && isVersion(value['version'])
    && (value['fixes'] === undefined || isListOf(value['fixes'], isFix));
}

function isFix(value: unknown): boolean {
  return isRecord(value) && typeof value['title'] === 'string' && (value['safety'] === 'safe' || value['safety'] === 'review')
    && isListOf(value['documents'], isDocumentEdits) && (value['makesAsync'] === undefined || isListOf(value['makesAsync'], isName));
}

function isName(value: unknown): boolean {
  return typeof value === 'string';
}

function isDocumentEdits(value: unknown): boolean {
  return isRecord(value) && typeof value['uri'] === 'string' && (value['version'] === null || isVersion(value['version']))
    && isListOf(value['edits'], isEdit);
}

function isEdit(value: unknown): boolean {
  return isRecord(value) && typeof value['newText'] === 'string' && isRecord(value['range'])
    && isPosition(value['range']['start']) && isPosition(value['range']['end']);
}

function isPosition(value: unknown): boolean {
  return isRecord(value) && isVersion(value['line']) && isVersion(value['character']);
}

function isVersion(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value);
}

function isListOf(value: unknown, is: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(is);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
