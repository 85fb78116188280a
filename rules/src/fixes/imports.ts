/** Adds an import once, at the place where the file keeps its imports. */
import type { Edit } from '../engine/finding.js';
import { isStandardLibrary } from '../semantics/python-stdlib-names.js';
import { isStringStatement, lookup, scopeOf, unitOf, type ImportStatement, type ModuleModel, type Node, type Statement } from '../model/index.js';

export interface ImportedAs {
  /** How the fix must write the imported thing: `asyncio`, `aio`, `sleep`. */
  readonly name: string;
  /** Empty when it is imported already. */
  readonly edits: readonly Edit[];
}

/** `import <name>` for Python; an existing plain or aliased import, at the top or in a function around `user`, is used. */
export function importModule(module: ModuleModel, name: string, user?: Node): ImportedAs {
  if (user && isImportedAround(user, name)) return { name, edits: [] };
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

/** `import asyncio` in the function itself, before `user`. */
function isImportedAround(user: Node, name: string): boolean {
  const variable = lookup(name, user);
  if (!variable || scopeOf(unitOf(user).module.root).variables.get(name) === variable) return false;
  return variable.bindings.length > 0 && variable.bindings.every((binding) => binding.kind === 'import' && binding.imported.module === name
    && binding.imported.imported === undefined && unitOf(binding.node) === unitOf(user) && binding.node.end <= user.start);
}

/** Among the imports at the top that are not `from __future__`, else after the docstring and leading comments. */
function importLine(module: ModuleModel, line: string): Edit {
  const group = firstGroup(module);
  const [first] = group;
  if (!first) return belowPreamble(module, line);
  if (isSectionOfItsOwn(module, group, line)) {
    const start = module.lines.lineStart(module.lines.positionAt(first.start).line);
    return { start, end: start, newText: line + lineBreakIn(module) + lineBreakIn(module) };
  }
  const above = orderedPlace(module, group, line);
  const at = module.lines.positionAt(above ? above.end : first.start).line + (above ? 1 : 0);
  const start = module.lines.lineStart(at);
  return { start, end: start, newText: line + lineBreakIn(module) };
}

/** A module of the standard library above those of others, where the file has empty lines between such sections (PEP 8, "Imports"). */
function isSectionOfItsOwn(module: ModuleModel, group: readonly ImportStatement[], line: string): boolean {
  const name = /^(?:import|from) ([\w.]+)/.exec(line)?.[1];
  if (module.language !== 'python' || name === undefined || !isStandardLibrary(name)) return false;
  return group.every(({ names }) => names.every((imported) => !isStandardLibrary(imported.module))) && hasSections(module);
}

function hasSections(module: ModuleModel): boolean {
  const { lines } = module;
  return headerImports(module).some((statement, index, all) => {
    const before = all[index - 1];
    if (!before) return false;
    const next = lines.positionAt(before.end).line + 1;
    return next < lines.positionAt(statement.start).line && lines.lineText(next).trim() === '';
  });
}

/** Imports that one fix adds at one place stand together, whatever empty line each would bring. */
export function asOneBlock(imports: readonly Edit[]): Edit[] {
  return imports.map((edit, index) => {
    const isFirst = imports[index - 1]?.start !== edit.start;
    const isLast = imports[index + 1]?.start !== edit.start;
    const opened = isFirst ? edit.newText : edit.newText.replace(/^(\r?\n)\1/, '$1');
    return { ...edit, newText: isLast ? opened : opened.replace(/(\r?\n)\1$/, '$1') };
  });
}

/** The import that a plain `import name` stands below where the file keeps plain imports together and in order. */
function orderedPlace(module: ModuleModel, group: readonly ImportStatement[], line: string): ImportStatement | undefined {
  const name = /^import (\w+)$/.exec(line)?.[1];
  if (module.language !== 'python' || name === undefined) return undefined;
  const smaller = group.findIndex((statement) => !isPlainImport(statement) || nameOf(statement) > name);
  const last = group[(smaller < 0 ? group.length : smaller) - 1];
  // The new line must not come between a statement and others on its line, or leave the file's last line open.
  return last && module.lines.lineEnd(module.lines.positionAt(last.end).line) < module.text.length ? last : undefined;
}

function isPlainImport({ names }: ImportStatement): boolean {
  return names.every(({ imported }) => imported === undefined);
}

function nameOf({ names }: ImportStatement): string {
  return names[0]?.module ?? '';
}

/** The imports up to the first empty line, comment or other code. */
function firstGroup(module: ModuleModel): ImportStatement[] {
  const { lines } = module;
  const imports = headerImports(module).filter((statement) => !isFutureImport(statement));
  const end = imports.findIndex((statement, index) => {
    const before = imports[index - 1];
    return before !== undefined && lines.positionAt(statement.start).line > lines.positionAt(before.end).line + 1;
  });
  return end < 0 ? imports : imports.slice(0, end);
}

/** A module-level declaration below the imports at the top of the file, or where they would stand. */
export function declarationBelowImports(module: ModuleModel, declaration: string): Edit {
  const last = header(module).filter(importsSomething).at(-1);
  if (!last) return belowPreamble(module, declaration);
  const end = module.lines.lineEnd(module.lines.positionAt(last.end).line);
  const lineBreak = lineBreakIn(module);
  return { start: end, end, newText: `${lineBreak}${lineBreak}${declaration}` };
}

/** Imports above the first function or class: later ones stand where they are on purpose. */
function headerImports(module: ModuleModel): ImportStatement[] {
  return header(module).filter((statement) => statement.kind === 'import');
}

function header({ root: { body } }: ModuleModel): readonly Statement[] {
  const firstCode = body.findIndex((statement) => statement.kind === 'function-statement' || statement.kind === 'class-statement');
  return firstCode < 0 ? body : body.slice(0, firstCode);
}

/** An import, or `if TYPE_CHECKING:` and `try:` with imports alone and what takes their place. */
function importsSomething(statement: Statement): boolean {
  if (statement.kind === 'import') return true;
  if (statement.kind === 'if') return statement.then.some((inner) => inner.kind === 'import') && [...statement.then, ...statement.otherwise].every(isImportLike);
  return statement.kind === 'try' && statement.body.some((inner) => inner.kind === 'import') && statement.body.every(isImportLike);
}

function isImportLike(statement: Statement): boolean {
  return statement.kind === 'assignment' || importsSomething(statement);
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
