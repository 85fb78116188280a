import { test } from 'node:test';
import { reveal } from './reveal.js';

test('calls in one file, awaitable or not', () => {
  reveal(`
    import asyncio, time
    from asyncio import create_task as spawn

    async def fetch(n: int) -> str: ...
    async def plain():
        return 1
    def both(flag):
        if flag:
            return fetch(1)
    def sync() -> int:
        return 1
    def passes():
        return fetch(2)
    async def numbers():
        yield 1

    async def main():
        fetch(1)  # reveal: Coroutine[str]; awaitable: yes coroutine by main:fetch; target: main:fetch
        plain()  # reveal: Coroutine[int]
        both(1)  # awaitable: unknown
        sync()  # awaitable: no; reveal: int
        passes()  # awaitable: yes coroutine by main:fetch; target: main:passes
        numbers()  # awaitable: no async-generator by main:numbers
        task = spawn(fetch(1))  # reveal: asyncio.Task[str]; awaitable: yes task by asyncio.create_task; target: asyncio.create_task
        task  # classes: asyncio.Task
        x = await task
        x  # reveal: str
        time.sleep(1)  # target: time.sleep; awaitable: no
        nowhere(1)  # target: ?; awaitable: unknown
        asyncio.sleep  # library: asyncio.sleep
        async for n in numbers():
            n  # reveal: int
  `);
});

test('methods through self, constructors, attributes', () => {
  reveal(`
    class Client:
        kind = "http"
        def __init__(self, url: str):
            self.url = url
            self.session = None
        async def connect(self):
            self.session = Session()
            return self.session
        async def get(self):
            self.connect()  # target: main:Client.connect; awaitable: yes coroutine by main:Client.connect
            self.session.send()  # target: main:Session.send + ?; awaitable: no
            self.url  # reveal: str
            self.kind  # reveal: str
            return await self.connect()

    class Session:
        def send(self) -> bytes: ...

    def use():
        client = Client("u")  # target: new Client + main:Client.__init__; reveal: main:Client
        client.get()  # awaitable: yes coroutine by main:Client.get; reveal: Coroutine[main:Session]
        Client.get(client)  # awaitable: yes coroutine by main:Client.get
  `);
});

test('imports', () => {
  reveal(`
    # file: pkg/__init__.py
    from .api import fetch as get
    from .sub import *
    # file: pkg/api.py
    import requests as rq
    async def fetch(): ...
    def load():
        return rq.get("x")  # library: none; target: requests.get
    # file: pkg/sub.py
    __all__ = ["visible"]
    def visible() -> int: ...
    def hidden() -> int: ...
    # file: main.py
    import pkg
    import pkg.api
    import pkg.api as api
    from pkg import get, visible, hidden
    from pkg.api import load
    pkg.get()  # target: pkg.api:fetch
    pkg.api.fetch()  # target: pkg.api:fetch
    api.load()  # target: pkg.api:load
    get()  # awaitable: yes coroutine by pkg.api:fetch
    visible()  # reveal: int
    hidden()  # target: ?
    pkg.sub.hidden()  # reveal: int
  `);
});
