import { usesOf } from '../fixes/make-async.js';
import type { FunctionModel } from '../model/index.js';
import type { Semantics } from '../semantics/semantics.js';
import type { Report } from './rule.js';

/** Calls and hand-overs of a function that is to become a coroutine; rules that use it have the texts `caller` and `handedOn`. */
export function relatedUses(fn: FunctionModel, semantics: Semantics): NonNullable<Report['related']> {
  return usesOf(fn, semantics).map((use) => ({ at: use, text: use.kind === 'call' ? 'caller' : 'handedOn', data: { fn: fn.name } }));
}
