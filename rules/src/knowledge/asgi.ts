/**
 * What ASGI servers, applications and middleware call each other with. The specification (ASGI 3.0, "Applications" and "Events")
 * calls `receive` and `send` awaitable callables and an application a coroutine: the message moves when the result is awaited.
 * So, other than of just any `Callable[…, Awaitable[…]]`, a result of theirs that is dropped is lost.
 */
import type { LibraryClass, LibraryTable } from './facts.js';
import { coroutine } from './notation.js';

const receive = callableAlias('dict');
const send = callableAlias('None');
const application = callableAlias('None');

/** `Send = Callable[[Message], Awaitable[None]]` */
function callableAlias(result: string): LibraryClass {
  return { methods: { __call__: coroutine(result) }, nominal: true };
}

const specified = { ASGIReceiveCallable: receive, ASGISendCallable: send };

export const asgi: readonly LibraryTable[] = [
  { module: 'starlette.types', language: 'python', functions: {}, classes: { Receive: receive, Send: send, ASGIApp: application } },
  { module: 'asgiref.typing', language: 'python', functions: {}, classes: { ...specified, ASGI3Application: application } },
  { module: 'uvicorn._types', language: 'python', functions: {}, classes: { ...specified, ASGI3Application: application } },
  { module: 'hypercorn.typing', language: 'python', functions: {}, classes: { ...specified, ASGIFramework: application } },
];
