/** What may be part of a transaction: operations of one are done in order. */
import { resolveName, type CallExpression, type Expression } from '../model/index.js';
import type { LibraryFacts } from '../knowledge/facts.js';

/** Is one of the options given, or something that may hold it? */
export function mayBeTied({ arguments: given }: CallExpression, { options, from }: NonNullable<LibraryFacts['tiedBy']>): boolean {
  return given.slice(from).some(({ value, spread }) => {
    if (spread !== 'none') return true;
    if (value.kind !== 'mapping') return value.kind !== 'literal' && value.kind !== 'template' && !(value.kind === 'name' && value.name === 'undefined');
    return value.entries.some(({ key }) => key?.kind !== 'literal' || (typeof key.value === 'string' && options.includes(key.value)));
  });
}

/** A field, a variable of the module or an import, or made here: what a transaction hands out comes as a parameter or a result. */
export function isKept(receiver: Expression): boolean {
  let root = receiver;
  while (root.kind === 'member' || root.kind === 'call') root = root.kind === 'member' ? root.object : root.callee;
  if (root.kind !== 'name') return false;
  if (root.name === 'this') return receiver !== root;
  const variable = resolveName(root);
  if (!variable || variable.owner.kind !== 'function') return false;
  const [binding, ...others] = variable.bindings;
  if (variable.owner.form === 'module') return true;
  return others.length === 0 && binding?.kind === 'target' && binding.node.kind === 'assignment' && binding.node.value?.kind === 'call' && binding.node.value.form === 'new';
}
