import { test } from 'node:test';
import { reveal } from './reveal.js';

test('special methods give what the language demands', () => reveal(`
  import somewhere
  class Error(Exception):
      def __init__(self, message):
          super().__init__(message)  # reveal: None; awaitable: no
  class Foreign(somewhere.Base):
      def __init__(self):
          super().__init__()  # reveal: None; awaitable: no
      def __repr__(self):
          return super().__repr__()  # reveal: str
  class Point(tuple):
      def __new__(cls, x):
          return tuple.__new__(cls, (x,))  # reveal: main:Point; awaitable: no
`));

test('modules of the standard library without anything asynchronous', () => reveal(`
  import enum
  import http.client
  import ipaddress
  import queue
  import sys
  from importlib.metadata import entry_points
  class Feature(enum.IntFlag):
      OPEN = 1
  Feature(0)  # reveal: main:Feature; awaitable: no
  address = ipaddress.IPv6Address("::1")
  address  # awaitable: no by ipaddress.IPv6Address
  ipaddress.ip_network("::").hosts()  # awaitable: no
  http.client.responses.get(200)  # awaitable: no
  sys._current_frames()  # awaitable: no
  entry_points(group="x")  # awaitable: no
  # A queue gives what was put into it.
  queue.Queue().get()  # awaitable: unknown
`));

test('results of plain library functions; those that hand something on stay unknown', () => reveal(`
  import asyncio, contextvars, operator, random, weakref
  def look(future: asyncio.Future, task: "asyncio.Task[int]"):
      future.done()  # awaitable: no
      future.set_result(None)  # awaitable: no
      future.result()  # awaitable: unknown
      task.result()  # reveal: int
      asyncio.Lock()  # reveal: asyncio.Lock; awaitable: no
      contextvars.ContextVar("x").get()  # awaitable: unknown
      operator.getitem(future, 1)  # awaitable: unknown
      random.Random().choice([future])  # awaitable: unknown
      weakref.proxy(future)  # awaitable: unknown
`));

test('subclasses of generic library classes know their elements', () => reveal(`
  from collections.abc import Mapping
  class Headers(Mapping[str, str]):
      def __getitem__(self, key): ...
  class Raw(dict[str, bytes]): ...
  Headers().get("x")  # reveal: None | str; awaitable: no
  Headers().get("x").strip()  # reveal: str
  Raw().setdefault("x", b"")  # reveal: bytes
`));

test('names of functions and classes', () => reveal(`
  from collections.abc import Callable
  class C: ...
  def f(method: Callable): ...
  f.__qualname__.rpartition(".")  # awaitable: no
  C.__name__  # reveal: str
`));

test('`if TYPE_CHECKING or …` counts for types', () => reveal(`
  # file: proxy.py
  from typing import TYPE_CHECKING
  if TYPE_CHECKING or not SPEED:
      from pure import Proxy
  else:
      from fast import Proxy
  # file: pure.py
  class Proxy:
      def get(self, key: str) -> str: ...
  # file: main.py
  from proxy import Proxy
  Proxy().get("x")  # reveal: str
`));

test('methods of async generators; classes; callables', () => reveal(`
  from collections import namedtuple
  from collections.abc import AsyncGenerator, Callable
  Point = namedtuple("Point", "x y")
  async def use(numbers: AsyncGenerator[int], make: Callable[[], Callable[[], int]], thing):
      numbers.aclose()  # awaitable: yes other
      numbers.__anext__()  # awaitable: yes other
      make()  # awaitable: no
      type(thing)  # awaitable: no
      Point(1, 2).count(1)  # reveal: int
  class Node:
      def copy(self):
          made = self.__class__()  # reveal: main:Node
          return self.__new__(self.__class__)  # reveal: main:Node
`));

test('what can be awaited but need not be is unknown', () => reveal(`
  import anyio, websockets.asyncio.server
  async def use(group: anyio.abc.TaskGroup, server: websockets.asyncio.server.Server):
      group.start_soon(use)  # awaitable: unknown
      server  # awaitable: unknown
      server.close()  # awaitable: no
`));

test('what decoding JSON gives, and factories of sessions', () => reveal(`
  import json
  import httpx
  from sqlalchemy.ext.asyncio import async_sessionmaker
  Session = async_sessionmaker()
  async def read(client: httpx.AsyncClient, text: str):
      data = (await client.get("x")).json()
      data["name"].strip()  # reveal: str; awaitable: no
      for key, value in data["users"].items():
          value.get("id")  # awaitable: no
      json.loads(text)[0]["x"]  # awaitable: no
      json.loads(text, object_hook=make)["x"]  # awaitable: unknown
      async with Session() as session:  # target: sqlalchemy.ext.asyncio.async_sessionmaker.__call__
          session.execute("x")  # awaitable: yes coroutine by sqlalchemy.ext.asyncio.AsyncSession.execute
`));

test('sessionmaker makes sessions of the class that it is given', () => reveal(`
  from sqlalchemy.ext.asyncio import AsyncSession
  from sqlalchemy.orm import Session, sessionmaker
  def factories(engine, OwnSession, **options):
      sessionmaker(engine)()  # reveal: sqlalchemy.orm.Session
      sessionmaker(bind=engine, class_=AsyncSession)()  # reveal: sqlalchemy.ext.asyncio.AsyncSession
      sessionmaker(engine, class_=OwnSession)()  # awaitable: unknown
      sessionmaker(engine, **options)()  # awaitable: unknown
  def declared(some: sessionmaker, plain: sessionmaker[Session], waiting: sessionmaker[AsyncSession]):
      some()  # reveal: unknown; awaitable: unknown
      plain()  # reveal: sqlalchemy.orm.Session
      waiting()  # reveal: sqlalchemy.ext.asyncio.AsyncSession
  class Store:
      _maker: sessionmaker | None = None
      def factory(self) -> tuple[int, sessionmaker]:
          self._maker = sessionmaker(engine, class_=AsyncSession)
          return 1, self._maker
      async def read(self):
          _, maker = self.factory()
          async with maker() as session:
              session  # awaitable: unknown
`));

test('an argparse namespace holds what the program puts there', () => reveal(`
  import argparse
  async def main():
      args = argparse.ArgumentParser().parse_args()  # reveal: argparse.Namespace; awaitable: no
      args.func(args)  # awaitable: unknown
`));

test('what is called itself is no data: functions that make functions, classes of unknown objects', () => reveal(`
  from asgiref.sync import sync_to_async
  import sys
  async def fetch(): ...
  def count() -> int: return 1
  class Service:
      waiting = sync_to_async(count)
      async def run(self, connection, func):
          sync_to_async(count)()  # reveal: Coroutine[int]; awaitable: yes coroutine by asgiref.sync.sync_to_async
          sync_to_async(func, thread_sensitive=False)(1)  # awaitable: yes coroutine by asgiref.sync.sync_to_async
          sync_to_async(thread_sensitive=True)(func)  # awaitable: unknown
          sync_to_async(count)  # awaitable: no
          self.waiting()  # awaitable: yes coroutine by asgiref.sync.sync_to_async
          type(connection).connect(connection)  # awaitable: unknown
          type(connection)()  # awaitable: unknown
          type(connection)  # awaitable: no
          sys.intern("x").upper()  # awaitable: no
          sys.getprofile()()  # awaitable: unknown
          sys.getprofile().thing()  # awaitable: no
`));
