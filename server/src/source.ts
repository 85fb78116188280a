/**
 * A source is one text that the engine analyses, together with the open documents it is made of: a file is one
 * document, a notebook is its Python cells in order, read as one program.
 */
import type { Range } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Language } from '../../rules/src/core.js';
import { concealMagics } from './magics.js';

interface Part {
  readonly document: TextDocument;
  /** Offset of the document's text in the source's text. */
  readonly start: number;
  readonly end: number;
}

/** A range of an open document. */
export interface DocumentRange {
  readonly document: TextDocument;
  readonly range: Range;
}

export interface Source {
  /** The engine's path. */
  readonly path: string;
  readonly text: string;
  readonly language: Language;
  readonly isNotebook: boolean;
  readonly parts: readonly Part[];
}

export function fileSource(path: string, language: Language, document: TextDocument): Source {
  const text = document.getText();
  return { path, text, language, isNotebook: false, parts: [{ document, start: 0, end: text.length }] };
}

/** Cells end with a line break in the joined text, whatever their own last character is. */
export function notebookSource(path: string, cells: readonly TextDocument[]): Source {
  const parts: Part[] = [];
  let text = '';
  for (const document of cells) {
    const cell = concealMagics(document.getText());
    parts.push({ document, start: text.length, end: text.length + cell.length });
    text += `${cell}\n`;
  }
  return { path, text, language: 'python', isNotebook: true, parts };
}

/** Where offsets of the source's text lie; undefined when they are in two cells (or none). */
export function rangeOf(source: Source, start: number, end: number): DocumentRange | undefined {
  const part = source.parts.find((candidate) => start >= candidate.start && start <= candidate.end);
  if (!part || end > part.end || end < start) return undefined;
  const { document } = part;
  return { document, range: { start: document.positionAt(start - part.start), end: document.positionAt(end - part.start) } };
}

/** The part of the source's text that a document is; undefined when it is no part of it. */
export function extentOf(source: Source, document: TextDocument): { readonly start: number; readonly end: number } | undefined {
  return source.parts.find((part) => part.document === document);
}
