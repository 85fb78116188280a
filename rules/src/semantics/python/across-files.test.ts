/** Declarations in one file, uses in another: what the inference promises, in small projects of several files. */
import { test } from 'node:test';
import { reveal } from './reveal.js';

test('types that are only imported for checking, in string annotations, through aliases', () => reveal(`
  # file: shop/__init__.py
  from .client import *
  from .models import Basket as Cart
  __all__ = ["Cart", "Client", "Pending", "Later", "Jobs"]
  # file: shop/models.py
  from __future__ import annotations
  from typing import TYPE_CHECKING
  if TYPE_CHECKING:
      from .client import Client
  class Basket:
      client: Client
      others: "dict[str, list[Client]]"
      def owner(self) -> "Client | None": ...
  # file: shop/client.py
  import asyncio
  from collections.abc import Awaitable, Coroutine
  from typing import Any, TypeAlias
  Pending: TypeAlias = "asyncio.Future[Client]"
  type Later[T] = Coroutine[Any, Any, T]
  type Jobs = "list[Later[int]]"
  class Client:
      async def get(self) -> int: ...
      def later(self) -> "Later[str]": ...
  # file: main.py
  from shop import Cart, Pending, Jobs, Later
  def use(cart: "Cart", pending: "Pending", jobs: Jobs, late: Later[bytes]):
      cart.client.get()  # awaitable: yes coroutine by shop.client:Client.get
      cart.others["x"][0].get()  # awaitable: yes coroutine by shop.client:Client.get
      cart.owner().later()  # reveal: Coroutine[str]
      pending  # awaitable: yes future
      jobs[0]  # reveal: Coroutine[int]
      late  # reveal: Coroutine[bytes]
`));

test('mixins: attributes and methods of the classes they are combined with', () => reveal(`
  # file: mixins.py
  class Retrying:
      attempts = 3
      def open(self):
          self.session = Session()
          return self
      async def again(self) -> int: ...
  class Session:
      async def get(self) -> bytes: ...
  class Named:
      @property
      def name(self) -> str: ...
  # file: service.py
  from mixins import Named, Retrying
  class Service(Retrying, Named):
      def use(self):
          self.attempts  # reveal: int
          self.session.get()  # awaitable: yes coroutine by mixins:Session.get
          self.again()  # awaitable: yes coroutine by mixins:Retrying.again
          self.name  # reveal: str
  # file: main.py
  from service import Service
  Service().open().session.get()  # awaitable: yes coroutine by mixins:Session.get
  Service().name.upper()  # reveal: str
`));

test('decorators of frameworks leave handlers what they are', () => reveal(`
  # file: handlers.py
  import click
  from aiohttp import web
  from fastapi import APIRouter, FastAPI
  from flask import Flask
  from discord.ext import commands
  app, router, routes, flask = FastAPI(), APIRouter(), web.RouteTableDef(), Flask(__name__)
  bot = commands.Bot("!")
  @app.get("/a")
  async def a() -> int: ...
  @router.post("/b", status_code=201)
  def b() -> str: ...
  @routes.get("/c")
  async def c(request): ...
  @flask.route("/d")
  def d() -> str: ...
  @app.middleware("http")
  async def e(request, call_next): ...
  @app.on_event("startup")
  async def f() -> None: ...
  @bot.event
  async def on_ready() -> None: ...
  # file: main.py
  from handlers import a, b, c, d, e, f, on_ready
  a()  # awaitable: yes coroutine by handlers:a
  b()  # reveal: str
  c(1)  # awaitable: yes coroutine by handlers:c
  d()  # reveal: str
  e(1, 2)  # awaitable: yes coroutine by handlers:e
  f()  # awaitable: yes coroutine by handlers:f
  on_ready()  # awaitable: yes coroutine by handlers:on_ready
`));

test('decorators that are classes, plain and with arguments', () => reveal(`
  # file: deco.py
  import functools
  class Traced:
      def __init__(self, fn):
          self.fn = fn
          functools.update_wrapper(self, fn)
      async def __call__(self, *args) -> int:
          return await self.fn(*args)
  class Limited:
      def __init__(self, limit):
          self.limit = limit
      def __call__(self, fn):
          @functools.wraps(fn)
          async def inner(*args):
              return await fn(*args)
          return inner
  class Registry:
      def register(self, fn):
          self.handlers.append(fn)
          return fn
      def named(self, name):
          def decorate(fn):
              self.handlers[name] = fn
              return fn
          return decorate
  registry = Registry()
  # file: main.py
  from deco import Limited, Traced, registry
  @Traced
  async def a(): ...
  @Limited(3)
  async def b() -> str: ...
  @registry.register
  async def c() -> str: ...
  @registry.named("d")
  async def d() -> str: ...
  a()  # reveal: Coroutine[int]
  b()  # awaitable: yes coroutine by deco:Limited.__call__.inner
  c()  # reveal: Coroutine[str]
  d()  # reveal: Coroutine[str]
`));

test('protocols, overloads in stubs, conditional and guarded imports', () => reveal(`
  # file: ports.py
  from typing import Protocol, runtime_checkable
  @runtime_checkable
  class Store(Protocol):
      name: str
      async def load(self, key: str) -> bytes: ...
      def size(self) -> int: ...
  # file: fast.pyi
  from typing import overload
  @overload
  def read(path: str) -> str: ...
  @overload
  async def read(path: bytes) -> bytes: ...
  def only_here() -> int: ...
  # file: fast.py
  def read(path): return elsewhere(path)
  def hidden(): return 1
  # file: chosen.py
  import sys
  if sys.version_info >= (3, 11):
      from asyncio import timeout
  else:
      from async_timeout import timeout
  try:
      from fast import read as quick
  except ImportError:
      quick = None
  # file: main.py
  from ports import Store
  from chosen import quick, timeout
  import fast
  def use(store: Store):
      store.load("x")  # awaitable: yes coroutine by ports:Store.load
      store.size()  # reveal: int
      store.name  # reveal: str
      quick("x")  # reveal: str
      quick(b"x")  # reveal: Coroutine[bytes]
      fast.only_here()  # reveal: int
      timeout(1)  # awaitable: unknown
`));
