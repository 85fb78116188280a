/** Imports that code can do without. */
import { textOf, type ImportStatement, type Node } from '../model/index.js';

/** A library that code imports, and whether it runs without it. */
export interface ImportedLibrary {
  readonly name: string;
  readonly isOptional: boolean;
}

/** `try: import trio` with `except ImportError: trio = None`. */
export function isOptionalImport(statement: ImportStatement): boolean {
  for (let node: Node | undefined = statement.parent; node && node.kind !== 'function'; node = node.parent) {
    if (node.kind === 'try' && node.handlers.some(({ type }) => !type || /Import|ModuleNotFound|^Exception$/.test(textOf(type)))) return true;
  }
  return false;
}
