import { test } from 'node:test';
import { reveal } from './reveal.js';

/** A small package that is laid out like httpx: public names are defined in private modules. */
const HTTPX = `
    # installed: httpx/__init__.py
    from ._api import stream_all
    from ._client import AsyncClient, Client
    # installed: httpx/_api.py
    from ._client import AsyncClient
    def made() -> AsyncClient: ...
    def stream_all() -> "AsyncClient":
        return AsyncClient()
    # installed: httpx/_base.py
    class BaseClient:
        def timeout_of(self) -> float: ...
    # installed: httpx/_client.py
    import time
    from ._base import BaseClient
    class Client(BaseClient):
        def __init__(self):
            time.sleep(1)
        def get(self, url): ...
        def special(self, url) -> int:
            time.sleep(1)
            return 1
    class AsyncClient(BaseClient):
        async def get(self, url): ...
        async def special(self, url) -> int:
            return 1
`;

test('a class defined in a private module of its package is the one the tables know', () => {
  reveal(`
    import httpx
    from httpx._api import made
    from httpx._client import AsyncClient
    async def main():
        made()  # reveal: httpx.AsyncClient; classes: httpx.AsyncClient
        made().get("/")  # target: httpx.AsyncClient.get; awaitable: yes coroutine by httpx.AsyncClient.get
        (await made().get("/")).status_code  # reveal: int
        AsyncClient()  # target: httpx.AsyncClient; classes: httpx.AsyncClient
        httpx.stream_all().get("/")  # target: httpx.AsyncClient.get
    def run(client: AsyncClient):
        client  # reveal: httpx.AsyncClient
    ${HTTPX}
  `);
});

test('what the tables leave out of a class is read in its source, bases included', () => {
  reveal(`
    import httpx
    class Mine(httpx.AsyncClient):
        def use(self):
            self.special("/")  # target: httpx._client:AsyncClient.special; reveal: Coroutine[int]
            self.get("/")  # target: httpx.AsyncClient.get
    async def main(client: httpx.AsyncClient, old: httpx.Client):
        client.special("/")  # target: httpx._client:AsyncClient.special; awaitable: yes coroutine by httpx._client:AsyncClient.special
        await client.special("/")  # reveal: int
        client.timeout_of()  # reveal: float
        client.nonsense()  # awaitable: unknown
        old.special("/")  # target: httpx._client:Client.special
        httpx.Client()  # target: httpx.Client
    ${HTTPX}
  `);
});

test('a class of the project is nobody else\'s, whatever its module is called', () => {
  reveal(`
    # file: httpx/__init__.py
    # file: httpx/_client.py
    class AsyncClient:
        def get(self, url) -> int:
            return 1
    # file: app.py
    from httpx._client import AsyncClient
    AsyncClient().get("/")  # reveal: int; target: httpx._client:AsyncClient.get
  `);
});

test('what anyio raises for a cancellation is found where its source is installed', () => {
  reveal(`
    import anyio
    from anyio import get_cancelled_exc_class
    anyio.get_cancelled_exc_class  # library: anyio.get_cancelled_exc_class
    get_cancelled_exc_class  # library: anyio.get_cancelled_exc_class
    # installed: anyio/__init__.py
    from ._core._eventloop import get_cancelled_exc_class as get_cancelled_exc_class
    # installed: anyio/_core/__init__.py
    # installed: anyio/_core/_eventloop.py
    def get_cancelled_exc_class() -> type[BaseException]:
        return get_async_backend().cancelled_exception_class()
  `);
});
