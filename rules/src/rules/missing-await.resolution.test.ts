/** How the callee is found: the same coroutine function through everything that Python offers. */
import { pictures, type Case } from './testing/pictures.js';

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source, ...more };
}

pictures('missing-await', [
  python('other modules, re-exports, aliases, star and relative imports', `
# file: app/main.py
import app.client
import app.client as direct
from app import get, load as fetch
from . import client
from .client import *

async def main():
    app.client.load("a")
    ~~~~~~~~~~~~~~~~~~~~ app.client.load(…) is never awaited, so it never runs
    direct.load("b")
    ~~~~~~~~~~~~~~~~ direct.load(…) is never awaited, so it never runs
    get("c")
    ~~~~~~~~ get(…) is never awaited, so it never runs
    fetch("d")
    ~~~~~~~~~~ fetch(…) is never awaited, so it never runs
    client.load("e")
    ~~~~~~~~~~~~~~~~ client.load(…) is never awaited, so it never runs
    load("f")
    ~~~~~~~~~ load(…) is never awaited, so it never runs
# file: app/__init__.py
from .client import load
from .client import load as get
# file: app/client.py
async def load(url):
    return url
`),
  python('methods: self, inheritance over files, super, class and static methods', `
# file: service.py
from base import Base

class Service(Base):
    async def run(self):
        self.load()
        ~~~~~~~~~~~ self.load() is never awaited, so it never runs
        super().load()
        ~~~~~~~~~~~~~~ super().load() is never awaited, so it never runs
        self.create("x")
        ~~~~~~~~~~~~~~~~ self.create(…) is never awaited, so it never runs
        Service.ping()
        ~~~~~~~~~~~~~~ Service.ping() is never awaited, so it never runs
        self.plain()
# file: base.py
class Base:
    async def load(self): ...
    @classmethod
    async def create(cls, name): ...
    @staticmethod
    async def ping(): ...
    def plain(self): ...
`),
  python('annotated parameters and attributes, constructor results, chains', `
from __future__ import annotations
from dataclasses import dataclass
from typing import Optional

class Session:
    async def get(self, url): ...

@dataclass
class Client:
    session: Session
    spare: Session | None = None

    def again(self) -> Client:
        return self

class Handler:
    timeout: int
    fallback: "Session"

    def __init__(self, session: Session):
        self.session = session
        self.own = Session()

    async def handle(self):
        self.session.get(1)
        ~~~~~~~~~~~~~~~~~~~ self.session.get(…) is never awaited, so it never runs
        self.own.get(2)
        ~~~~~~~~~~~~~~~ self.own.get(…) is never awaited, so it never runs
        self.fallback.get(3)
        ~~~~~~~~~~~~~~~~~~~~ self.fallback.get(…) is never awaited, so it never runs

async def main(client: Client, maybe: Optional[Session], several: list[Session], named: dict[str, Session]):
    client.again().session.get(1)
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ client.again().session.get(…) is never awaited, so it never runs
    if client.spare:
        client.spare.get(2)
        ~~~~~~~~~~~~~~~~~~~ client.spare.get(…) is never awaited, so it never runs
    if maybe is not None:
        maybe.get(3)
        ~~~~~~~~~~~~ maybe.get(…) is never awaited, so it never runs
    for one in several:
        one.get(4)
        ~~~~~~~~~~ one.get(…) is never awaited, so it never runs
    named["a"].get(5)
    ~~~~~~~~~~~~~~~~~ named["a"].get(…) is never awaited, so it never runs
    Session().get(6)
    ~~~~~~~~~~~~~~~~ Session().get(…) is never awaited, so it never runs
    (lambda: None)()
`),
  python('async with … as, contextlib, return annotations', `
from contextlib import asynccontextmanager
from typing import AsyncIterator

class Session:
    async def __aenter__(self):
        return self
    async def __aexit__(self, *args): ...
    async def get(self, url): ...

@asynccontextmanager
async def connect() -> AsyncIterator[Session]:
    yield Session()

def make() -> Session: ...

async def main():
    async with Session() as session, connect() as other:
        session.get(1)
        ~~~~~~~~~~~~~~ session.get(…) is never awaited, so it never runs
        other.get(2)
        ~~~~~~~~~~~~ other.get(…) is never awaited, so it never runs
    make().get(3)
    ~~~~~~~~~~~~~ make().get(…) is never awaited, so it never runs
`),
  python('decorators that keep async-ness, and one that is not known', `
import functools
from unknown_library import magic

def timed(fn):
    @functools.wraps(fn)
    async def wrapper(*args, **kwargs):
        return await fn(*args, **kwargs)
    return wrapper

def registered(fn):
    return fn

def blocking(fn):
    def wrapper(*args):
        return 1
    return wrapper

@timed
async def first(): ...

@registered
async def second(): ...

@blocking
async def third(): ...

@magic
async def fourth(): ...

async def main():
    first()
    ~~~~~~~ first() is never awaited, so it never runs
    second()
    ~~~~~~~~ second() is never awaited, so it never runs
    third()
    fourth()
`),
  python('functions that return a coroutine', `
import asyncio
from collections.abc import Awaitable, Coroutine
from functools import partial

async def fetch(url): ...

def later(url):
    return fetch(url)

def typed(url) -> Coroutine[None, None, str]:
    return fetch(url)

def declared(url) -> Awaitable[str]: ...

async def main():
    later(1)
    ~~~~~~~~ later(…) is never awaited, so it never runs
    typed(2)
    ~~~~~~~~ typed(…) is never awaited, so it never runs
    declared(3)
    call = fetch
    call(4)
    ~~~~~~~ call(…) is never awaited, so it never runs
    bound = partial(fetch, 5)
    bound()
    ~~~~~~~ bound() is never awaited, so it never runs
    nap = asyncio.sleep
    nap(1)
    ~~~~~~ nap(…) is never awaited, so it never runs
`),
  python('unions: reported when every member is awaitable', `
class Remote:
    async def load(self): ...

class Local:
    async def load(self): ...

class Cache:
    def load(self): ...

async def main(both: Remote | Local, mixed: "Remote | Cache", flag):
    both.load()
    ~~~~~~~~~~~ both.load() is never awaited, so it never runs
    mixed.load()
    one = Remote() if flag else Local()
    one.load()
    ~~~~~~~~~~ one.load() is never awaited, so it never runs
    other = Remote() if flag else Cache()
    other.load()
    any_of = Remote()
    if flag:
        any_of = Cache()
    any_of.load()
`),
  python('libraries that are not installed', `
import asyncio
import aiohttp
import httpx
from asyncio import Queue, sleep as nap

async def main(queue: Queue, writer: asyncio.StreamWriter):
    nap(1)
    ~~~~~~ nap(…) is never awaited, so it never runs
    queue.put(1)
    ~~~~~~~~~~~~ queue.put(…) is never awaited, so it never runs
    queue.put_nowait(1)
    writer.write(b"x")
    writer.drain()
    ~~~~~~~~~~~~~~ writer.drain() is never awaited, so it never runs
    async with aiohttp.ClientSession() as session:
        session.close()
        ~~~~~~~~~~~~~~~ session.close() is never awaited, so it never runs
        session.get("u")
        ~~~~~~~~~~~~~~~~ session.get(…) is never awaited, so it never runs
        async with session.get("u") as response:
            return response.json()["name"]
                   ~~~~~~~~~~~~~~~ response.json() is indexed without await: it is a coroutine, not its result
    async with httpx.AsyncClient() as client:
        client.get("u").json()
        ~~~~~~~~~~~~~~~ .json is read from client.get(…) without await: it is a coroutine
`),
  python('conditional imports and functions', `
import sys
try:
    from fast import load
except ImportError:
    async def load(): ...

if sys.version_info >= (3, 11):
    async def wait(): ...
else:
    async def wait(): ...

async def main():
    load()
    wait()
    ~~~~~~ wait() is never awaited, so it never runs
`),
  python('nested functions and methods of local classes', `
def outer():
    async def inner(): ...
    class Local:
        async def run(self): ...
    async def main():
        inner()
        ~~~~~~~ inner() is never awaited, so it never runs
        Local().run()
        ~~~~~~~~~~~~~ Local().run() is never awaited, so it never runs
    return main
`),
]);
