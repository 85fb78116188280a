/** Functions of the project that open a resource and give it to their caller, who then has to close it: `async def connect()`. */
import {
  cfgOf, functionOf, mentionsOf, resolveName, visitCode, type CallExpression, type Expression, type FunctionModel, type NameExpression, type Node, type Step,
} from '../model/index.js';
import { openedBy, type Opened } from './opened-resources.js';
import type { Semantics } from './semantics.js';

/** A function that only hands on what another one returns. */
const DEEPEST = 3;

/** What the caller holds after the call, awaited where the function is async; undefined unless every way out returns it, and nobody else has it. */
export function openedByOwn(call: CallExpression, semantics: Semantics, depth = 0): Opened | undefined {
  const { functions, library, complete } = semantics.targets(call);
  const [fn] = functions;
  if (depth >= DEEPEST || !fn || functions.length > 1 || library.length > 0 || !complete) return undefined;
  if (fn.form !== 'function' || fn.isGenerator || fn.decorators.length > 0 || fn.method === 'getter') return undefined;
  const returned = returnedValues(fn);
  const opened = returned.map((value) => value && openedIn(value, semantics, depth));
  const [first, ...others] = opened;
  const cls = first && onlyClass(first);
  if (!first || cls === undefined || others.some((other) => !other || onlyClass(other) !== cls) || endsWithoutReturn(fn)) return undefined;
  // How the function opened it is its own affair: the caller may only call, and await, the function.
  return { ...first, call, facts: { ...first.facts, awaitable: fn.isAsync ? 'coroutine' : undefined, asyncContext: undefined } };
}

function onlyClass({ held, isTuple }: Opened): string | undefined {
  return isTuple ? undefined : held[0]?.cls;
}

function returnedValues(fn: FunctionModel): readonly (Expression | undefined)[] {
  const values: (Expression | undefined)[] = [];
  visitCode(fn, (node) => {
    if (node.kind === 'function') return 'skip';
    if (node.kind === 'return') values.push(node.value);
    return undefined;
  });
  return values;
}

/** Does some way reach the end without a `return`? */
function endsWithoutReturn(fn: FunctionModel): boolean {
  const cfg = cfgOf(fn);
  return cfg.steps.some((step) => step.index < cfg.reachableCount && !isReturn(step) && step.successors.some(({ to, kind }) => to === cfg.exit && kind !== 'exception'));
}

function isReturn(step: Step): boolean {
  return step.kind !== 'entry' && step.kind !== 'exit' && step.node.kind === 'return';
}

function openedIn(value: Expression, semantics: Semantics, depth: number): Opened | undefined {
  if (value.kind === 'await') {
    const { value: call } = value;
    return call.kind === 'call' ? openedBy(call, semantics) ?? openedByOwn(call, semantics, depth + 1) : undefined;
  }
  if (value.kind === 'call') {
    const opened = openedBy(value, semantics) ?? openedByOwn(value, semantics, depth + 1);
    return opened?.facts.awaitable === undefined ? opened : undefined;
  }
  return value.kind === 'name' ? heldBy(value, semantics, depth) : undefined;
}

/** A local that is assigned once, used, and returned. */
function heldBy(name: NameExpression, semantics: Semantics, depth: number): Opened | undefined {
  const variable = resolveName(name);
  const [binding, ...others] = variable?.bindings ?? [];
  if (!variable || variable.owner !== functionOf(name) || variable.escapesFunction || others.length > 0) return undefined;
  if (binding?.kind !== 'target' || binding.node.kind !== 'assignment' || binding.node.targets[0] !== binding.name || binding.node.targets.length > 1) return undefined;
  const { value, operator } = binding.node;
  if (!value || value.kind === 'name' || operator !== undefined) return undefined;
  const stays = mentionsOf(variable).every((mention) => mention === binding.name || mention.parent?.kind === 'return' || isUse(mention));
  return stays ? openedIn(value, semantics, depth) : undefined;
}

/** `conn.execute(…)`, `conn.row_factory = …`: whoever gets it as an argument may keep it. */
function isUse({ parent }: Node): boolean {
  return parent?.kind === 'member';
}
