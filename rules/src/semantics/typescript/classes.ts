/** Base classes. */
import type ts from 'typescript';
import type { ClassModel, Expression } from '../../model/index.js';
import type { CheckedProgram } from './checked-program.js';
import { classOfSymbol } from './declarations.js';
import type { Receivers } from './receivers.js';

export interface ClassChain {
  readonly classes: readonly ClassModel[];
  readonly libraryBases: readonly string[];
  readonly complete: boolean;
}

/** A class and its bases, innermost first; `complete` is false when one of them is computed or unknown. */
export function classChain(cls: ClassModel, checked: CheckedProgram, receivers: Receivers): ClassChain {
  const classes: ClassModel[] = [];
  for (let current: ClassModel | undefined = cls; current;) {
    if (classes.includes(current)) return { classes, libraryBases: [], complete: false };
    classes.push(current);
    const [base]: readonly Expression[] = current.bases;
    if (!base) return { classes, libraryBases: [], complete: true };
    const syntax = checked.syntaxOf(base);
    const next: ClassModel | undefined = syntax && projectClass(syntax, checked);
    if (!next) {
      const name = syntax && checked.ts.isExpression(syntax) ? receivers.names.of(syntax) : undefined;
      return { classes, libraryBases: name === undefined ? [] : [name], complete: name !== undefined };
    }
    current = next;
  }
  return { classes, libraryBases: [], complete: true };
}

function projectClass(base: ts.Node, checked: CheckedProgram): ClassModel | undefined {
  const symbol = checked.symbolAt(checked.ts.isPropertyAccessExpression(base) ? base.name : base);
  return symbol && classOfSymbol(symbol, checked);
}
