/** Names for what a fix adds. */
import { functionOf, lookup, moduleOf, scopeOf, visitCode, type Node } from '../model/index.js';

/** `wanted`, or with a number behind it the first name that means nothing yet where `at` stands, nor in the module. */
export function freeName(wanted: string, at: Node): string {
  const fn = functionOf(at);
  const taken = new Set([...scopeOf(moduleOf(at).root).variables.keys(), ...scopeOf(fn).variables.keys()]);
  visitCode(fn, (node) => {
    if (node.kind === 'name') taken.add(node.name);
  });
  let name = wanted;
  for (let n = 2; taken.has(name) || lookup(name, at) !== undefined; n++) name = `${wanted}_${n}`;
  return name;
}
