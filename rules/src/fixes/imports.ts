/** Adds an import once, at the place where the file keeps its imports. */
import type { Edit } from '../engine/finding.js';
import type { ImportStatement, ModuleModel, Statement } from '../model/index.js';

export interface ImportedAs {
  /** How the fix must write the imported thing: `asyncio`, `aio`, `sleep`. */
  readonly name: string;
  /** Empty when it is imported already. */
  readonly edits: readonly Edit[];
}

/** `import <name>` for Python; an existing plain or aliased top-level import is used. */
export function importModule(module: ModuleModel, name: string): ImportedAs {
  for (const statement of topLevelImports(module)) {
    for (const imported of statement.names) {
      if (imported.module !== name || imported.imported !== undefined) continue;
      return { name: imported.bindsTop && imported.local !== name ? name : imported.local, edits: [] };
    }
  }
  return { name, edits: [importLine(module, `import ${name}`)] };
}

/** A named import (`from m import n`, `import { n } from 'm'`). */
export function importName(module: ModuleModel, from: string, name: string): ImportedAs {
  const specifiers = from.startsWith('node:') ? [from, from.slice('node:'.length)] : [from];
  for (const statement of topLevelImports(module)) {
    if (statement.typeOnly) continue;
    for (const imported of statement.names) {
      if (specifiers.includes(imported.module) && imported.imported === name) return { name: imported.local, edits: [] };
    }
  }
  if (module.language === 'python') return { name, edits: [importLine(module, `from ${from} import ${name}`)] };
  const { quote, semicolon } = typescriptStyle(module);
  const line = usesRequire(module)
    ? `const { ${name} } = require(${quote}${from}${quote})${semicolon}`
    : `import { ${name} } from ${quote}${from}${quote}${semicolon}`;
  return { name, edits: [importLine(module, line)] };
}

function topLevelImports(module: ModuleModel): ImportStatement[] {
  return module.root.body.filter((statement) => statement.kind === 'import');
}

/** Before the first import that is not `from __future__`; else after the docstring and leading comments. */
function importLine(module: ModuleModel, line: string): Edit {
  const first = headerImports(module).find((statement) => !isFutureImport(statement));
  if (!first) return belowPreamble(module, line);
  const start = module.lines.lineStart(module.lines.positionAt(first.start).line);
  return { start, end: start, newText: line + lineBreakIn(module) };
}

/** A module-level declaration below the imports at the top of the file, or where they would stand. */
export function declarationBelowImports(module: ModuleModel, declaration: string): Edit {
  const last = headerImports(module).at(-1);
  if (!last) return belowPreamble(module, declaration);
  const end = module.lines.lineEnd(module.lines.positionAt(last.end).line);
  const lineBreak = lineBreakIn(module);
  return { start: end, end, newText: `${lineBreak}${lineBreak}${declaration}` };
}

/** Imports above the first function or class: later ones stand where they are on purpose. */
function headerImports(module: ModuleModel): ImportStatement[] {
  const { body } = module.root;
  const firstCode = body.findIndex((statement) => statement.kind === 'function-statement' || statement.kind === 'class-statement');
  return (firstCode < 0 ? body : body.slice(0, firstCode)).filter((statement) => statement.kind === 'import');
}

/** A line below the docstring and `from __future__`, else below the comments at the top of the file. */
function belowPreamble(module: ModuleModel, line: string): Edit {
  const lineBreak = lineBreakIn(module);
  const last = module.root.body.filter((statement, index) => isFutureImport(statement) || (index === 0 && isStringStatement(statement))).at(-1);
  if (last) {
    const end = module.lines.lineEnd(module.lines.positionAt(last.end).line);
    return { start: end, end, newText: `${lineBreak}${lineBreak}${line}` };
  }
  const start = endOfLeadingComments(module);
  return { start, end: start, newText: line + lineBreak + lineBreak };
}

function lineBreakIn(module: ModuleModel): string {
  return module.text.includes('\r\n') ? '\r\n' : '\n';
}

function isFutureImport(statement: Statement): boolean {
  return statement.kind === 'import' && statement.names.some((imported) => imported.module === '__future__');
}

function isStringStatement(statement: Statement): boolean {
  return statement.kind === 'expression-statement' && statement.value.kind === 'literal' && statement.value.type === 'string';
}

/** After a byte order mark, `#!`, coding and licence comments at the top of the file. */
function endOfLeadingComments(module: ModuleModel): number {
  const { text, lines } = module;
  const isComment = (line: string): boolean =>
    module.language === 'python' ? line.startsWith('#') : line.startsWith('#!') || line.startsWith('//') || line.startsWith("'use ") || line.startsWith('"use ');
  let offset = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (let line = 0; line < lines.lineCount; line++) {
    if (!isComment(text.slice(Math.max(offset, lines.lineStart(line)), lines.lineEnd(line)))) break;
    offset = lines.lineStart(line + 1);
  }
  return offset;
}

function typescriptStyle(module: ModuleModel): { quote: string; semicolon: string } {
  const first = topLevelImports(module)[0];
  const sample = first ? module.text.slice(first.start, first.end) : module.text;
  return { quote: sample.includes("'") || !sample.includes('"') ? "'" : '"', semicolon: sample.includes(';') || sample === '' ? ';' : '' };
}

function usesRequire(module: ModuleModel): boolean {
  return /\.c[jt]s$/.test(module.path) || (/\brequire\(/.test(module.text) && !/^\s*(import|export)\b/m.test(module.text));
}
