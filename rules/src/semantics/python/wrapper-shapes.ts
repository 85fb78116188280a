/** The shapes that decorators and the wrappers inside them are written in. */
import { forEachChild, visitCode } from '../../model/index.js';
import type { Expression, FunctionModel, Node, Statement } from '../../model/index.js';

/** Does the function's own code call `name(…)`? */
export function callsName(fn: FunctionModel, name: string): boolean {
  let found = false;
  visitCode(fn, (node) => {
    if (isCallOf(node, name)) found = true;
    return node.kind === 'function' || found ? 'skip' : undefined;
  });
  return found;
}

/**
 * Does every `return` of the wrapper give what `name(…)` gives (`value`), or what awaiting that gives (`awaited`)? Also
 * through a variable: `result = await fn(*args)` … `return result`.
 */
export function passedOn(fn: FunctionModel, name: string): 'value' | 'awaited' | undefined {
  const stored = storedResults(fn, name);
  const modes = new Set(ownReturns(fn.body).map((returned) => modeOf(returned, name) ?? (returned?.kind === 'name' ? stored.get(returned.name) : undefined)));
  return modes.size === 1 ? [...modes][0] : undefined;
}

function modeOf(value: Expression | undefined, name: string): 'value' | 'awaited' | undefined {
  if (!value) return undefined;
  if (isCallOf(value, name)) return 'value';
  return value.kind === 'await' && isCallOf(value.value, name) ? 'awaited' : undefined;
}

/** Variables that only ever hold the result of calling `name`. */
function storedResults(fn: FunctionModel, name: string): ReadonlyMap<string, 'value' | 'awaited' | undefined> {
  const found = new Map<string, 'value' | 'awaited' | undefined>();
  visitCode(fn, (node) => {
    if (node.kind === 'function') return 'skip';
    if (node.kind !== 'assignment') return undefined;
    for (const target of node.targets) {
      if (target.kind !== 'name') continue;
      const mode = node.operator === undefined ? modeOf(node.value, name) : undefined;
      found.set(target.name, found.has(target.name) && found.get(target.name) !== mode ? undefined : mode);
    }
    return undefined;
  });
  return found;
}

/**
 * `def inner(*args, **kwargs)` (or `(self, *args, **kwargs)`) that calls what it wraps with just these: every call with both spreads
 * has the same arguments in the same order.
 */
export function handsOnAll(fn: FunctionModel): boolean {
  const wanted = fn.parameters.map(({ name, form }) => `${form === 'rest' ? '*' : form === 'rest-keywords' ? '**' : ''}${name ?? ''}`);
  if (!wanted.some((one) => /^\*\w/.test(one)) || !wanted.some((one) => one.startsWith('**'))) return false;
  let calls = 0;
  let isSame = true;
  visitCode(fn, (node) => {
    if (node.kind === 'assignment' && node.targets.some((target) => target.kind === 'name' && fn.parameters.some(({ name }) => name === target.name))) isSame = false;
    // `kwargs.setdefault(…)`: something else is passed on.
    if (node.kind === 'name' && wanted.includes(`**${node.name}`) && (node.parent?.kind !== 'argument' || node.parent.spread !== 'mapping')) isSame = false;
    if (node.kind !== 'call' || !node.arguments.some(({ spread }) => spread === 'mapping')) return;
    calls++;
    const given = node.arguments.map(({ value, spread, name }) => (value.kind === 'name' && name === undefined ? `${spread === 'items' ? '*' : spread === 'mapping' ? '**' : ''}${value.name}` : ''));
    isSame &&= given.length === wanted.length && given.every((one, index) => one === wanted[index]);
  });
  return calls > 0 && isSame;
}

function isCallOf(node: Node, name: string): boolean {
  return node.kind === 'call' && node.callee.kind === 'name' && node.callee.name === name;
}

/** The values of the `return`s in the code; undefined for a bare one. */
export function ownReturns(body: readonly Statement[]): (Expression | undefined)[] {
  const found: (Expression | undefined)[] = [];
  const visit = (node: Node): void => {
    if (node.kind === 'function' || node.kind === 'class') return;
    if (node.kind === 'return') found.push(node.value);
    else forEachChild(node, visit);
  };
  for (const statement of body) visit(statement);
  return found;
}
