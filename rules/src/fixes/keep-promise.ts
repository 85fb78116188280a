/**
 * Keeping the promise instead of only its result, so that whoever comes meanwhile waits for the same work:
 * `this.conn = await connect()` → `this.connPending ??= connect().finally(…)`, `this.conn = await this.connPending`. JavaScript only.
 */
import type { Edit } from '../engine/finding.js';
import { functionOf, moduleOf, textOf, type AssignmentStatement, type CallExpression, type Expression, type FunctionModel, type Statement } from '../model/index.js';
import type { AwaitRace } from '../semantics/await-races.js';
import type { Semantics } from '../semantics/semantics.js';
import { endOf, indentOf, inOrder, insertAt, insertBefore, lineBreakOf, mayHaveNeighbours, replaceNode, startsLine } from './edits.js';

export function keepPromise(race: AwaitRace, semantics: Semantics): Edit[] | undefined {
  const { write, made, place } = race;
  const fn = functionOf(write);
  const statement = write.parent;
  const module = moduleOf(write);
  if (module.language === 'python' || statement?.kind !== 'assignment' || made?.kind !== 'await' || made.value.kind !== 'call') return undefined;
  const declaration = declarationOf(write, fn);
  const name = `${place.name}Pending`;
  if (!declaration || module.text.includes(name) || !isPlainPromise(made.value, semantics)) return undefined;
  const pending = textOf(write).replace(/[^.]+$/, name);
  const semicolon = module.text[endOf(statement) - 1] === ';' ? ';' : '';
  const start = `${pending} ??= ${receiverOf(made.value)}.finally(() => { ${pending} = undefined${semicolon} })`;
  const added = declared(declaration, write, name);
  // `this.conn ??= await …` evaluates its right side only when it is needed, and so does an `if` without a block.
  if (statement.operator !== undefined || !startsLine(statement) || !mayHaveNeighbours(statement)) return inOrder([added, replaceNode(made.value, `(${start})`)]);
  return inOrder([added, insertBefore(statement, `${start}${semicolon}${lineBreakOf(statement)}${indentOf(statement)}`), replaceNode(made.value, pending)]);
}

/** The field of the class, or the `let` of the module, that the place is. */
function declarationOf(write: Expression, fn: FunctionModel): AssignmentStatement | undefined {
  const isField = write.kind === 'member' && write.object.kind === 'name' && write.object.name === 'this';
  if (!isField && write.kind !== 'name') return undefined;
  const block: readonly Statement[] = isField ? fn.owner?.body ?? [] : moduleOf(write).root.body;
  const found = block.find((statement) => statement.kind === 'assignment' && statement.targets.some((target) => target.kind === 'name' && target.name === write.name));
  return found?.kind === 'assignment' && startsLine(found) && (isField ? !/^static\b/.test(textOf(found)) : found.declares === 'let') ? found : undefined;
}

/** One that has `finally`, and begins before it is awaited. */
function isPlainPromise(call: CallExpression, semantics: Semantics): boolean {
  const classes = semantics.classNames(call);
  return semantics.awaitable(call).verdict === 'yes' && (semantics.awaitable(call).producer?.isAsync === true || (classes.length === 1 && classes[0] === 'Promise'));
}

function receiverOf(call: CallExpression): string {
  return call.form === 'new' ? `(${textOf(call)})` : textOf(call);
}

/** Below the declaration of the place; in TypeScript with the type that the place has once it is filled. */
function declared(declaration: AssignmentStatement, write: Expression, name: string): Edit {
  const module = moduleOf(declaration);
  const end = module.lines.lineEnd(module.lines.positionAt(endOf(declaration)).line);
  const isTyped = /\.[cm]?tsx?$/.test(module.path);
  const isField = declaration.declares === undefined;
  const isPrivateName = name.startsWith('#');
  const before = isField ? (isTyped && !isPrivateName ? 'private ' : '') : 'let ';
  // `typeof this.#key` is no type.
  const filled = isPrivateName ? declaration.annotation && textOf(declaration.annotation) : `typeof ${textOf(write)}`;
  const type = isTyped && filled !== undefined ? `: Promise<NonNullable<${filled}>> | undefined` : '';
  const semicolon = /;\s*(?:\/\/.*)?$/.test(module.text.slice(endOf(declaration) - 1, end)) ? ';' : '';
  return insertAt(end, `${lineBreakOf(declaration)}${indentOf(declaration)}${before}${name}${type}${semicolon}`);
}
