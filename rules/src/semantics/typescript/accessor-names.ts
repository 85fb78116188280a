/** Names of getters and setters in a program, by the texts of its files: most members are none, and need not be resolved. */
import type ts from 'typescript';

/** `get name()`, `set 'name'(value)`; a few words of comments and strings more do no harm. */
const ACCESSOR = /\b[gs]et\s+['"]?([#\w$\u0080-\uffff]+)/g;

/** Trees of unchanged files are the same from program to program. */
const namesOf = new WeakMap<ts.SourceFile, ReadonlySet<string>>();

function namesIn(file: ts.SourceFile): ReadonlySet<string> {
  let names = namesOf.get(file);
  if (!names) namesOf.set(file, (names = new Set([...file.text.matchAll(ACCESSOR)].map(([, name = '']) => name))));
  return names;
}

/** Of every file whose code is known; declarations have none. */
export function accessorNames(program: ts.Program): ReadonlySet<string> {
  const all = new Set<string>();
  for (const file of program.getSourceFiles()) if (!file.isDeclarationFile) for (const name of namesIn(file)) all.add(name);
  return all;
}
