/** Where one module calls a function or hands it on: asked of the module's own semantics, name by name. */
import {
  functionOf, moduleOf, namePlace, placeOf, resolveName, walk,
  type CallExpression, type Expression, type FunctionModel, type MemberExpression, type ModuleModel, type NameExpression, type Node, type Place,
} from '../../model/index.js';
import { isAwaitedAtOnce } from '../../semantics/awaited-at-once.js';
import type { Analysed } from '../language-support.js';

/** A place that uses the function. */
export interface CallerUse {
  /** The whole call; of what is handed on, the reference. */
  readonly place: Place;
  /**
   * `awaited`: the call's result goes into `await`, `asyncio.run`, `create_task`…; `called`: its value is used as it is;
   * `handed-on`: no call but a mention as a value, for somebody else to call.
   */
  readonly use: 'awaited' | 'called' | 'handed-on';
  /** The function that the place stands in: its qualified name; '' for a module's own code and lambdas. */
  readonly caller: string;
  readonly callerForm: FunctionModel['form'];
  readonly isCallerAsync: boolean;
}

/** By path, then position. */
export function byPlace({ place: a }: CallerUse, { place: b }: CallerUse): number {
  return a.path === b.path ? a.start - b.start : a.path < b.path ? -1 : 1;
}

export interface ModuleUses {
  readonly uses: readonly CallerUse[];
  /** Calls under the function's name of which it is not known what they call. */
  readonly unresolved: number;
  /** Other names that the module gives the function. */
  readonly aliases: readonly string[];
}

type Mention = NameExpression | MemberExpression;

/** Uses of `fn` in a module, in source order; `names`: what it is called elsewhere. */
export function usesIn({ module, semantics }: Analysed, fn: FunctionModel, names: ReadonlySet<string>): ModuleUses {
  const aliases = importedAs(module, names);
  const uses: CallerUse[] = [];
  let unresolved = 0;
  const look = (wanted: ReadonlySet<string>): void => {
    const more = new Set<string>();
    walk(module.root, (node) => {
      if ((node.kind !== 'name' && node.kind !== 'member') || !wanted.has(node.name) || isBinding(node)) return;
      const call = callOf(node);
      if (call) {
        const { functions, library, constructs, complete } = semantics.targets(call);
        if (functions.some((target) => isSame(target, fn))) uses.push(useOf(call, isAwaitedAtOnce(call, semantics) ? 'awaited' : 'called'));
        else if (!complete && functions.length + library.length === 0 && !constructs && node.name === fn.name && mayMean(node, fn)) unresolved++;
      } else if (semantics.referencedFunctions(node).some((target) => isSame(target, fn))) {
        uses.push(useOf(node, 'handed-on'));
        const alias = aliasOf(node);
        if (alias !== undefined && !names.has(alias) && !aliases.has(alias)) more.add(alias);
      }
    });
    for (const alias of more) aliases.add(alias);
    if (more.size > 0) look(more);
  };
  look(new Set([...names, ...aliases]));
  return { uses: uses.sort((a, b) => a.place.start - b.place.start), unresolved, aliases: [...aliases] };
}

/** Models come and go with memory; the place of the definition stays. A signature of an overloaded function is that function. */
function isSame(one: FunctionModel, other: FunctionModel): boolean {
  if (one === other) return true;
  const a = namePlace(one);
  const b = namePlace(other);
  if (a.path !== b.path) return false;
  return a.start === b.start || (one.qualifiedName === other.qualifiedName && (isOverload(one) || isOverload(other)));
}

function isOverload({ decorators }: FunctionModel): boolean {
  return decorators.some((decorator) => (decorator.kind === 'name' || decorator.kind === 'member') && decorator.name === 'overload');
}

function useOf(node: Expression, use: CallerUse['use']): CallerUse {
  const caller = functionOf(node);
  return { place: placeOf(node), use, caller: caller.form === 'function' ? caller.qualifiedName : '', callerForm: caller.form, isCallerAsync: caller.isAsync };
}

function callOf(node: Mention): CallExpression | undefined {
  return node.parent?.kind === 'call' && node.parent.callee === node ? node.parent : undefined;
}

/** `f = …`, `self.f = …`: the name is given something else there. */
function isBinding(node: Mention): boolean {
  const { parent } = node;
  return (parent?.kind === 'assignment' && parent.targets.some((target) => target === node)) || (parent?.kind === 'delete');
}

/** A method is called on something; a plain function by its name, or on a module, which is an imported name. */
function mayMean(node: Mention, fn: FunctionModel): boolean {
  if (fn.owner) return node.kind === 'member';
  if (node.kind === 'name') return moduleOf(node) !== moduleOf(fn);
  const root = rootOf(node.object);
  return root?.kind === 'name' && (resolveName(root)?.bindings.some(({ kind }) => kind === 'import') ?? false);
}

function rootOf(node: Expression): Expression | undefined {
  let current: Expression = node;
  while (current.kind === 'member') current = current.object;
  return current;
}

/** `from loader import load as fetch`, wherever it stands. What the import really means is found out at the calls. */
function importedAs({ root }: ModuleModel, names: ReadonlySet<string>): Set<string> {
  const found = new Set<string>();
  walk(root, (node: Node) => {
    if (node.kind !== 'import') return;
    for (const { imported, local } of node.names) if (imported !== undefined && names.has(imported) && !names.has(local)) found.add(local);
  });
  return found;
}

/** `fetch = load` */
function aliasOf(node: Mention): string | undefined {
  const { parent } = node;
  if (parent?.kind !== 'assignment' || parent.value !== node || parent.targets.length !== 1) return undefined;
  const [target] = parent.targets;
  return target?.kind === 'name' ? target.name : undefined;
}
