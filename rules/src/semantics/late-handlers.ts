/**
 * Promises whose rejection may come before anybody handles it: `const p = a(); await b(); await p`. A question of
 * `unobserved-exception` about JavaScript. Node ends the process at a rejection that has no handler when the microtasks are through:
 * https://nodejs.org/api/process.html#event-unhandledrejection
 */
import {
  cfgOf, mentionsOf, stepOf,
  type AssignmentStatement, type CallExpression, type FunctionModel, type NameExpression, type Node, type Step,
} from '../model/index.js';
import { isException } from '../model/cfg-paths.js';
import { isHandledPromise, neverRejects } from './promise-handling.js';
import type { Semantics } from './semantics.js';
import { stateEventsOf } from './state-events.js';
import { privateLocal } from './unobserved.js';

export interface LateHandler {
  readonly name: NameExpression;
  readonly promise: CallExpression;
  /** The wait during which nobody handles a rejection. */
  readonly meanwhile: Node;
  /** Where somebody does at last. */
  readonly handled: NameExpression;
}

/** The promise that an assignment keeps in a local, when something else is awaited before anybody looks at it. */
export function lateHandlerOf(assignment: AssignmentStatement, fn: FunctionModel, semantics: Semantics): LateHandler | undefined {
  const { value: promise, targets, operator } = assignment;
  if (promise?.kind !== 'call' || promise.form !== 'call' || operator !== undefined || targets.length !== 1) return undefined;
  const local = privateLocal(targets[0]);
  if (!local || !mayReject(promise, semantics)) return undefined;
  const mentions = mentionsByStep(mentionsOf(local.variable).filter((mention) => mention !== local.name));
  const [start] = stepOf(assignment);
  const late = start && mentions.size > 0 ? waitBeforeMention(start, mentions, fn) : undefined;
  return late && { name: local.name, promise, ...late };
}

/** A promise proper that runs by itself: queries of database libraries only begin when they are awaited. */
function mayReject(call: CallExpression, semantics: Semantics): boolean {
  const { verdict, kind, producer, library } = semantics.awaitable(call);
  if (verdict !== 'yes' || kind !== 'promise' || isHandledPromise(call)) return false;
  const classes = semantics.classNames(call);
  if (producer?.isAsync !== true && (classes.length !== 1 || classes[0] !== 'Promise')) return false;
  if (library !== undefined && (AT_REST.test(library) || isCausedLater(library))) return false;
  return !producer || !neverRejects(producer, semantics);
}

/** Promises that are settled already, or are by a timer alone. */
const AT_REST = /^(?:Promise\.(?:resolve|allSettled)|node:timers\/promises\.\w+)$/;

/** `const shown = page.waitForEvent('popup'); await page.click(…); await shown`: what is awaited in between makes it happen. */
function isCausedLater(library: string): boolean {
  return library === 'node:events.once' || /^(?:@?playwright|puppeteer)[\w/-]*\..*\bwaitFor\w*$/.test(library);
}

function mentionsByStep(mentions: readonly NameExpression[]): ReadonlyMap<Step, readonly NameExpression[]> {
  const found = new Map<Step, NameExpression[]>();
  for (const mention of mentions) for (const step of stepOf(mention)) found.set(step, [...(found.get(step) ?? []), mention]);
  return found;
}

/** Follows the ways on which nothing fails, up to the first mention of the promise. */
function waitBeforeMention(
  start: Step, mentions: ReadonlyMap<Step, readonly NameExpression[]>, fn: FunctionModel,
): Pick<LateHandler, 'meanwhile' | 'handled'> | undefined {
  if (start.index >= cfgOf(fn).reachableCount) return undefined;
  const events = stateEventsOf(fn);
  const seen = new Set<string>();
  const pending: { readonly step: Step; readonly wait: Node | undefined }[] = [];
  const follow = (step: Step, wait: Node | undefined): void => {
    for (const edge of step.successors) {
      const key = `${edge.to.index} ${wait ? 'waited' : ''}`;
      if (isException(edge) || edge.to === start || seen.has(key)) continue;
      seen.add(key);
      pending.push({ step: edge.to, wait });
    }
  };
  follow(start, undefined);
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [handled] = mentions.get(next.step) ?? [];
    const suspended = (events.get(next.step) ?? []).find((event) => event.kind === 'suspend')?.node;
    const isMentionedFirst = handled !== undefined && (suspended === undefined || handled.start < suspended.end);
    const wait = next.wait ?? (isMentionedFirst ? undefined : suspended);
    if (handled && wait) return { meanwhile: wait, handled };
    if (!handled) follow(next.step, wait);
  }
  return undefined;
}
