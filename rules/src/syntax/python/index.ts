import type { Comment, Expr, Module, SyntaxProblem } from './ast.js';
import { StatementParser } from './parser/compound-statements.js';
import { tokenize } from './tokenizer.js';

export type * from './ast.js';

/** A parsed file. `problems` is empty exactly when the text could be read as Python. */
export interface ParsedPython {
  readonly module: Module;
  /** In source order. */
  readonly comments: Comment[];
  /** In source order; the tree still holds everything around them. */
  readonly problems: SyntaxProblem[];
}

/**
 * Parses a Python file (3.8 to 3.15 syntax). Never throws: text that is not Python becomes
 * `ErrorExpr` and `ErrorStmt` nodes and an entry in `problems`.
 */
export function parsePython(text: string): ParsedPython {
  const { list, comments, problems } = tokenize(text);
  const body = new StatementParser(text, list, problems).file();
  problems.sort((a, b) => a.start - b.start);
  return { module: { type: 'Module', start: 0, end: text.length, body }, comments, problems };
}

/** Parses a bare expression (a string annotation). Offsets count from the start of `text`. */
export function parseExpression(text: string): Expr {
  const { list, problems } = tokenize(text);
  return new StatementParser(text, list, problems).soleExpression();
}
