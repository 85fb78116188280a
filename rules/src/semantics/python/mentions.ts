/** Where names occur in a module: an index for "who refers to this?". */
import { Kept, walk } from '../../model/index.js';
import type { MemberExpression, ModuleModel, NameExpression } from '../../model/index.js';

export type Mention = NameExpression | MemberExpression;

const NOWHERE: readonly Mention[] = [];
const indexes = new Kept<ModuleModel, ReadonlyMap<string, readonly Mention[]>>();

/** Names and attributes spelled `name`, in source order. Lowers the whole module once. */
export function mentionsOfName(module: ModuleModel, name: string): readonly Mention[] {
  let index = indexes.get(module);
  if (!index) indexes.set(module, (index = build(module)));
  return index.get(name) ?? NOWHERE;
}

function build(module: ModuleModel): Map<string, Mention[]> {
  const index = new Map<string, Mention[]>();
  for (const statement of module.root.body) {
    walk(statement, (node) => {
      if (node.kind !== 'name' && node.kind !== 'member') return;
      const known = index.get(node.name);
      if (known) known.push(node);
      else index.set(node.name, [node]);
    });
  }
  return index;
}
