import type { Comment, Expr, Module, SyntaxProblem } from './ast.js';
import { StatementParser } from './parser/compound-statements.js';
import { tokenize, type Tokens } from './tokenizer.js';

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
  const tokens = tokenize(text, 'as-written');
  const parsed = parsedFrom(text, tokens);
  if (tokens.lostQuotes === 'no' || parsed.problems.length === 0) return parsed;
  // A lost triple quote turns the rest of the file inside out; in doubt, the reading with less to complain about is right.
  const healed = parsedFrom(text, tokenize(text, 'heal-strings'));
  return tokens.lostQuotes === 'surely' || healed.problems.length < parsed.problems.length ? healed : parsed;
}

function parsedFrom(text: string, { list, comments, problems }: Tokens): ParsedPython {
  const body = new StatementParser(text, list, problems).file();
  problems.sort((a, b) => a.start - b.start);
  return { module: { type: 'Module', start: 0, end: text.length, body }, comments, problems };
}

/** Parses a bare expression (a string annotation). Offsets count from the start of `text`. */
export function parseExpression(text: string): Expr {
  const { list, problems } = tokenize(text, 'as-written');
  return new StatementParser(text, list, problems).soleExpression();
}
