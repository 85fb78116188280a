/** ASGI: results of `send`, `receive` and applications have to be awaited; what is only declared as awaitable need not be. */
import { pictures } from './testing/pictures.js';

pictures('missing-await', [{
  name: 'an ASGI middleware',
  language: 'python',
  source: `
from starlette.types import ASGIApp, Message, Receive, Scope, Send

class Middleware:
    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send):
        async def send_wrapper(message: Message):
            send(message)
            ~~~~~~~~~~~~~ send(…) is never awaited, so it never runs

        message = receive()
                  ~~~~~~~~~ message holds the coroutine of receive(), which is never awaited
        if message["type"] == "http.disconnect":
            return
        self.app(scope, receive, send_wrapper)
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ self.app(…) is never awaited, so it never runs
`,
  fixed: `from starlette.types import ASGIApp, Message, Receive, Scope, Send

class Middleware:
    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send):
        async def send_wrapper(message: Message):
            await send(message)

        message = await receive()
        if message["type"] == "http.disconnect":
            return
        await self.app(scope, receive, send_wrapper)
`,
}, {
  name: 'ASGI awaited or started, and other callables that are declared so',
  language: 'python',
  source: `
import asyncio
from collections.abc import Awaitable, Callable
from asgiref.typing import ASGIReceiveCallable, ASGISendCallable

Notify = Callable[[str], Awaitable[None]]

async def app(scope, receive: ASGIReceiveCallable, send: ASGISendCallable, notify: Notify):
    waiting = asyncio.create_task(receive())
    done, _ = await asyncio.wait([waiting, asyncio.ensure_future(receive())])
    await send({"type": "http.response.start"})
    await asyncio.gather(send({}), send({}))
    notify("started")
    return done

def sender(send: ASGISendCallable):
    return send({"type": "http.response.body"})
`,
}]);
