/** Members that an awaitable has itself: touching them does not need its result. */
import type { AwaitableKind } from './semantics.js';

const EVERY_OBJECT = ['__await__', '__name__', '__qualname__', '__class__', '__doc__', '__module__'];
const COROUTINE = ['close', 'send', 'throw', 'cr_frame', 'cr_running', 'cr_await', 'cr_code', 'cr_origin', 'cr_suspended', 'gi_frame', 'gi_running', 'gi_code'];
const ASYNC_GENERATOR = ['aclose', 'asend', 'athrow', '__aiter__', '__anext__', 'ag_frame', 'ag_running', 'ag_await', 'ag_code'];
const FUTURE = ['cancel', 'done', 'cancelled', 'add_done_callback', 'remove_done_callback', 'result', 'exception', 'set_name', 'get_name'];

/** Python reference, "Coroutine Objects": nothing else can be asked of one. */
const OF_COROUTINES: ReadonlySet<string> = new Set([...EVERY_OBJECT, ...COROUTINE]);
/** Request contexts and the like can be entered as well as awaited (aiohttp). */
const CONTEXT = ['__aenter__', '__aexit__'];
const OF_ANY_AWAITABLE: ReadonlySet<string> = new Set([...EVERY_OBJECT, ...CONTEXT, ...COROUTINE, ...ASYNC_GENERATOR, ...FUTURE]);
const OF_PROMISES: ReadonlySet<string> = new Set(['then', 'catch', 'finally', 'next', 'return', 'throw', 'constructor', 'toString']);

/** The own members of what a call gives. */
export function ownMembersOf(language: 'python' | 'typescript', kind: AwaitableKind | undefined): ReadonlySet<string> {
  if (language === 'typescript') return OF_PROMISES;
  return kind === 'coroutine' ? OF_COROUTINES : OF_ANY_AWAITABLE;
}
