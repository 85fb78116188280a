/** One TypeScript or JavaScript text → the compiler's tree, whatever the text. */
import type ts from 'typescript';
import type { SyntaxProblem } from '../../model/index.js';
import type { TypeScriptCompiler } from './load.js';

export interface ParseOptions {
  /** `languageVersion` and, for configured projects, how the file's module format is found. */
  readonly target?: ts.ScriptTarget | ts.CreateSourceFileOptions;
  readonly kind?: ts.ScriptKind;
}

const EXTENSION_KINDS = [
  [/\.[cm]?ts$/i, 'TS'], [/\.tsx$/i, 'TSX'], [/\.[cm]?js$/i, 'JS'], [/\.jsx$/i, 'JSX'], [/\.json$/i, 'JSON'],
] as const;

/** The dialect that a path's extension tells; JavaScript may contain JSX. TSX for documents without an extension. */
export function scriptKindOf(ts: TypeScriptCompiler, path: string): ts.ScriptKind {
  const known = EXTENSION_KINDS.find(([pattern]) => pattern.test(path));
  return ts.ScriptKind[known ? known[1] : 'TSX'];
}

/**
 * Parses a text. Never throws: the compiler's parser is recursive and gives up on text that is nested some thousand
 * levels deep; such a file becomes an empty one with a problem.
 */
export function parseTypeScript(ts: TypeScriptCompiler, path: string, text: string, options: ParseOptions = {}): ts.SourceFile {
  const target = options.target ?? ts.ScriptTarget.Latest;
  const kind = options.kind ?? scriptKindOf(ts, path);
  try {
    return ts.createSourceFile(path, text, target, false, kind);
  } catch {
    const empty = ts.createSourceFile(path, '', target, false, kind);
    unparsed.add(empty);
    return empty;
  }
}

const unparsed = new WeakSet<ts.SourceFile>();

/** Syntax errors of a parsed file, in source order. */
export function syntaxProblems(ts: TypeScriptCompiler, file: ts.SourceFile): SyntaxProblem[] {
  if (unparsed.has(file)) return [{ message: 'The file is nested too deeply to be read', start: 0, end: 0 }];
  return parseDiagnostics(file).map(({ messageText, start = 0, length = 0 }) => ({
    message: ts.flattenDiagnosticMessageText(messageText, ' '), start, end: start + length,
  }));
}

/**
 * The parser leaves its errors at the tree in a property that the type declarations leave out; the public way
 * (`program.getSyntacticDiagnostics`) needs a program and adds complaints about types in JavaScript.
 */
function parseDiagnostics(file: ts.SourceFile): readonly ts.Diagnostic[] {
  const found: unknown = Reflect.get(file, 'parseDiagnostics');
  return Array.isArray(found) ? (found as readonly ts.Diagnostic[]) : [];
}
