/** From the engine's paths and offsets to the protocol's URIs and ranges. */
import type { Range } from 'vscode-languageserver/node';
import type { LineIndex } from '../../rules/src/core.js';
import { rangeOf, type Source } from './source.js';
import { uriOfPath } from './uris.js';

export interface Located {
  readonly uri: string;
  readonly range: Range;
  /** Of the open document; null for a file that is not open. */
  readonly version: number | null;
}

export interface Locator {
  locate(path: string, start: number, end: number): Located | undefined;
}

/**
 * `sourceAt` knows what is open (and how the client spells its URI), `linesOf` the text the engine read from disk.
 * A place in a text that is gone, or that spans two notebook cells, has no location.
 */
export function createLocator(
  sourceAt: (path: string) => Source | undefined,
  linesOf: (path: string) => LineIndex | undefined,
): Locator {
  return {
    locate(path, start, end) {
      const source = sourceAt(path);
      if (source) {
        const found = rangeOf(source, start, end);
        return found && { uri: found.document.uri, range: found.range, version: found.document.version };
      }
      const lines = linesOf(path);
      return lines && { uri: uriOfPath(path), range: { start: lines.positionAt(start), end: lines.positionAt(end) }, version: null };
    },
  };
}
