/** Timers and abort controllers that outlive their use. Questions of `uncancelled-task` about TypeScript and JavaScript. */
import {
  functionOf, mentionsOf, resolveName, textOf, walk,
  type AssignmentStatement, type CallExpression, type MemberExpression, type NameExpression, type Node, type Variable,
} from '../model/index.js';
import { hasRole, plainLocal } from './task-lifetime.js';
import type { Semantics } from './semantics.js';

export type TimerLeak =
  /** `setInterval(…)` as a statement inside a function: nothing can ever stop it. */
  | { readonly leak: 'dropped-interval' }
  /** The handle is kept in a local or a private field that nothing reads. */
  | { readonly leak: 'unused-interval'; readonly name: string; readonly field: MemberExpression | undefined }
  /** `Promise.race([work, new Promise(… setTimeout …)])`: the loser's timer stays armed. */
  | { readonly leak: 'race-timer'; readonly timer: CallExpression };

/** The leak that this call of `setInterval` or `Promise.race` causes, if any. */
export function timerLeakOf(call: CallExpression, semantics: Semantics): TimerLeak | undefined {
  if (semantics.libraryName(call.callee) === 'setInterval') return intervalLeak(call, semantics);
  return hasRole(call, semantics, 'race') ? raceLeak(call, semantics) : undefined;
}

function intervalLeak(call: CallExpression, semantics: Semantics): TimerLeak | undefined {
  const { parent } = call;
  // A heartbeat started at the top level of a program is meant to last.
  if (functionOf(call).form === 'module') return undefined;
  if (parent?.kind === 'expression-statement') return { leak: 'dropped-interval' };
  if (parent?.kind !== 'assignment') return undefined;
  const local = plainLocal(parent);
  if (local) {
    const reads = mentionsOf(local.variable).filter((mention) => mention !== local.name);
    return reads.length === 0 ? { leak: 'unused-interval', name: local.name.name, field: undefined } : undefined;
  }
  const member = ownField(parent);
  return member && !isReadElsewhere(member, semantics) ? { leak: 'unused-interval', name: textOf(member), field: member } : undefined;
}

/** `this.timer = setInterval(…)` */
function ownField(assignment: AssignmentStatement): MemberExpression | undefined {
  const [target] = assignment.targets;
  return target?.kind === 'member' && target.object.kind === 'name' && target.object.name === 'this' ? target : undefined;
}

/** In the module, or in that of a class it is inherited from; where not all of these are known, it may be. */
function isReadElsewhere(member: MemberExpression, semantics: Semantics): boolean {
  const fn = functionOf(member);
  const chain = fn.owner && semantics.classChain(fn.owner);
  if (chain && !chain.complete) return true;
  const modules = new Set([fn.unit.module, ...(chain?.classes ?? []).map((cls) => cls.unit.module)]);
  let read = false;
  for (const module of modules) {
    walk(module.root, (node) => {
      if (read) return 'skip';
      if (node.kind === 'member' && node !== member && node.name === member.name) read = true;
      if (node.kind === 'literal' && node.value === member.name) read = true;
      return undefined;
    });
  }
  return read;
}

/** A timer created inline in the raced array, whose handle nobody can have. */
function raceLeak(call: CallExpression, semantics: Semantics): TimerLeak | undefined {
  const [raced] = call.arguments;
  if (raced?.value.kind !== 'sequence' || raced.value.items.length < 2) return undefined;
  for (const item of raced.value.items) {
    if (item.kind !== 'call' || item.form !== 'new' || semantics.libraryName(item.callee) !== 'Promise') continue;
    const timer = dropsTimer(item, semantics);
    if (timer) return { leak: 'race-timer', timer };
  }
  return undefined;
}

function dropsTimer(promise: CallExpression, semantics: Semantics): CallExpression | undefined {
  let timer: CallExpression | undefined;
  walk(promise, (node) => {
    if (timer || node.kind !== 'call' || semantics.libraryName(node.callee) !== 'setTimeout') return;
    const isDropped = node.parent?.kind === 'expression-statement' || node.parent?.kind === 'return';
    if (isDropped && rejects(node)) timer = node;
  });
  return timer;
}

/** A losing timer that resolves is harmless delay code; one that rejects is a timeout. */
function rejects(timer: CallExpression): boolean {
  return /\breject|Error\b/.test(textOf(timer));
}

/**
 * The local of `const c = new AbortController()` whose signal is used while nothing can abort it: every mention is
 * `c.signal`.
 */
export function unreachableAbort(assignment: AssignmentStatement, semantics: Semantics): NameExpression | undefined {
  const { value } = assignment;
  if (value?.kind !== 'call' || value.form !== 'new' || semantics.libraryName(value.callee) !== 'AbortController') return undefined;
  const local = plainLocal(assignment) ?? capturedLocal(assignment);
  if (!local) return undefined;
  const reads = mentionsOf(local.variable).filter((mention) => mention !== local.name);
  return reads.length > 0 && reads.every(isSignalRead) ? local.name : undefined;
}

function capturedLocal(assignment: AssignmentStatement): { name: NameExpression; variable: Variable } | undefined {
  const [target] = assignment.targets;
  if (target?.kind !== 'name' || functionOf(assignment).form === 'module') return undefined;
  const variable = resolveName(target);
  return variable && { name: target, variable };
}

function isSignalRead(mention: Node): boolean {
  return mention.parent?.kind === 'member' && mention.parent.name === 'signal';
}
