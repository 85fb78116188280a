/** From symbols and declarations of the checker to functions, classes and parameters of the model. */
import type ts from 'typescript';
import { loweredFrom } from '../../lowering/typescript/index.js';
import type { ClassModel, FunctionModel, Parameter } from '../../model/index.js';
import type { CheckedProgram } from './checked-program.js';

/** `const a = b; const c = a; …` */
const LONGEST_ALIAS_CHAIN = 8;

/** The model of a function, class or parameter declared in a file that is read as source. */
export function modelOf(declaration: ts.Node, checked: CheckedProgram): FunctionModel | ClassModel | Parameter | undefined {
  const module = checked.moduleOf(declaration.getSourceFile());
  if (!module) return undefined;
  void module.root.body;
  const around: ts.Node[] = [];
  for (let node = declaration.parent; node; node = node.parent) if (checked.ts.isFunctionLike(node)) around.push(node);
  // Bodies are lowered from the outside in.
  for (const node of around.reverse()) {
    const fn = loweredFrom(node);
    if (fn?.kind === 'function') void fn.body;
  }
  const found = loweredFrom(declaration);
  return found && found.kind !== 'call' ? found : undefined;
}

/** The functions that a symbol certainly means: declarations, methods, constants and fields that hold a function. */
export function functionsOfSymbol(symbol: ts.Symbol, checked: CheckedProgram, depth = 0): FunctionModel[] {
  const target = checked.withoutAlias(symbol);
  if (!target || depth > LONGEST_ALIAS_CHAIN) return [];
  const found = (target.declarations ?? []).flatMap((declaration) => functionsOfDeclaration(declaration, checked, depth));
  return [...new Set(found)];
}

function functionsOfDeclaration(node: ts.Declaration, checked: CheckedProgram, depth: number): FunctionModel[] {
  const { ts } = checked;
  if (!checked.isInSource(node)) return [];
  if (ts.isFunctionLike(node)) return functionOf(node, checked);
  if (ts.isVariableDeclaration(node)) {
    return (ts.getCombinedNodeFlags(node) & ts.NodeFlags.Const) !== 0 ? functionsOfValue(node.initializer, checked, depth) : [];
  }
  if (ts.isPropertyDeclaration(node) || ts.isPropertyAssignment(node)) return functionsOfValue(node.initializer, checked, depth);
  if (ts.isShorthandPropertyAssignment(node)) {
    const value = checked.ask((checker) => checker.getShorthandAssignmentValueSymbol(node));
    return value ? functionsOfSymbol(value, checked, depth + 1) : [];
  }
  if (ts.isExportAssignment(node)) return functionsOfValue(node.expression, checked, depth);
  // JavaScript: `exports.load = function …`, `Store.prototype.load = function …`
  if (ts.isPropertyAccessExpression(node) && ts.isBinaryExpression(node.parent)) return functionsOfValue(node.parent.right, checked, depth);
  return ts.isBinaryExpression(node) ? functionsOfValue(node.right, checked, depth) : [];
}

/** The functions that an expression certainly is: written there or referred to. */
export function functionsOfValue(value: ts.Expression | undefined, checked: CheckedProgram, depth = 0): FunctionModel[] {
  const { ts } = checked;
  let node = value;
  while (node && (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isNonNullExpression(node))) node = node.expression;
  if (!node) return [];
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return functionOf(node, checked);
  // `this.load.bind(this)` is the same code.
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'bind') {
    return functionsOfValue(node.expression.expression, checked, depth + 1);
  }
  const reference = ts.isIdentifier(node) ? node : ts.isPropertyAccessExpression(node) ? node.name : undefined;
  const symbol = reference && checked.symbolAt(reference);
  return symbol ? functionsOfSymbol(symbol, checked, depth + 1) : [];
}

function functionOf(node: ts.Node, checked: CheckedProgram): FunctionModel[] {
  const model = modelOf(node, checked);
  return model?.kind === 'function' ? [model] : [];
}

/** The class that a symbol means; undefined for interfaces, values and classes of declaration files. */
export function classOfSymbol(symbol: ts.Symbol, checked: CheckedProgram, depth = 0): ClassModel | undefined {
  const { ts } = checked;
  const target = checked.withoutAlias(symbol);
  for (const declaration of target?.declarations ?? []) {
    if (!checked.isInSource(declaration)) continue;
    const node = ts.isVariableDeclaration(declaration) && declaration.initializer ? declaration.initializer : declaration;
    if (ts.isClassLike(node)) {
      const model = modelOf(node, checked);
      if (model?.kind === 'class') return model;
    } else if (node !== declaration && ts.isIdentifier(node) && depth < LONGEST_ALIAS_CHAIN) {
      const alias = checked.symbolAt(node);
      return alias && classOfSymbol(alias, checked, depth + 1);
    }
  }
  return undefined;
}
