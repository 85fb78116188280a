import { test } from 'node:test';
import { reveal } from './reveal.js';

test('constructors that are made from the fields of a class', () => reveal(`
  import attrs
  import dataclasses
  from dataclasses import KW_ONLY, dataclass, field
  from typing import ClassVar, NamedTuple
  @dataclass
  class Base:
      kind: ClassVar[str] = ""
      first: int
  class Between(Base):
      not_a_field: str = ""
  @dataclasses.dataclass(frozen=True)
  class Derived(Between):
      second: str = ""
      unset: int = field(init=False)
      first: bool = True
      _: KW_ONLY
      third: bytes = b""
  Base(1)  # fields: first: int
  Derived(True, "", 1)  # fields: first: bool, second: str, ?
  Derived(third=b"", kind="", not_a_field="")  # fields: third: bytes, ?, ?
  Derived(second="", *[1], **{})  # fields: second: str, ?, ?
  @attrs.define
  class Private:
      _hidden: int
      given: str = attrs.field(converter=str)
  Private(hidden=1, given=2)  # fields: hidden: int, ?
  class Pair(NamedTuple):
      left: int
      right: str
  Pair(1, right="")  # fields: left: int, right: str
  class Plain:
      left: int
  Plain(1)  # fields: ?
`));

test('models take what their fields declare, unless a constructor is written out', () => reveal(`
  from pydantic import BaseModel, Field
  class Base(BaseModel):
      name: str
      def __init__(self, *args, **kwargs):
          super().__init__(*args, **kwargs)
  class Model(Base):
      size: int = Field(alias="length")
  class Written(BaseModel):
      name: str
      def __init__(self, name):
          super().__init__(name=str(name))
  Model(name="", size=1, length=1)  # fields: name: str, ?, ?
  Written(name=1)  # fields: ?
`));

test('parameters of a library that the tables describe, where its source is installed', () => reveal(`
  # installed: httpx/__init__.py
  from ._client import AsyncClient
  # installed: httpx/_client.py
  class AsyncClient:
      def __init__(self, *, base_url: str = ""): ...
      async def get(self, url: str, *, params: dict | None = None): ...
  # installed: websockets/asyncio/connection.py
  from typing import overload
  class Connection:
      async def send(self, message: str | bytes, text: bool | None = None) -> None: ...
      @overload
      async def recv(self, decode: None): ...
      async def recv(self, decode: bool | None = None): ...
  # installed: websockets/asyncio/client.py
  from .connection import Connection
  class ClientConnection(Connection): ...
  # file: main.py
  import httpx
  from websockets.asyncio.client import ClientConnection
  def main(connection: ClientConnection):
      connection.send("", True)  # fields: message: str | bytes, text: bool | None
      connection.recv(None)  # fields: decode: bool | None
  client = httpx.AsyncClient(base_url="")  # fields: base_url: str
  client.get("/", params=None)  # fields: url: str, params: dict | None
  client.put("/")  # fields: ?
`));

test('what generators yield, and types that no coroutine is of', () => reveal(`
  import asyncio
  from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Hashable, Iterable
  from typing import Any, Protocol
  from somewhere import Foreign
  class Own(Foreign): ...
  class Interface(Protocol):
      def close(self): ...
  async def f1() -> AsyncIterator[str]: ...  # yields: no
  async def f2() -> AsyncIterator[Awaitable[str]]: ...  # yields: yes
  def f3() -> Iterable[Any]: ...  # yields: unknown
  def f4() -> str: ...  # yields: unknown; coroutine: no
  def f5() -> Own: ...  # declared: unknown; coroutine: no
  def f6() -> Own | dict[str, str]: ...  # coroutine: no
  def f7() -> Interface: ...  # coroutine: unknown
  def f8() -> Foreign: ...  # coroutine: unknown
  def f9() -> Callable[[], None]: ...  # coroutine: no
  def f10() -> "asyncio.Task[int]": ...  # declared: yes; coroutine: no
  def f11() -> Coroutine[Any, Any, str] | str: ...  # coroutine: yes
  def f12() -> Hashable | Any: ...  # coroutine: unknown
`));

test('ASGI: what servers and applications are called with gives coroutines', () => reveal(`
  # file: starlette/types.py
  from collections.abc import Awaitable, Callable
  Send = Callable[[dict], Awaitable[None]]
  # file: main.py
  from collections.abc import Awaitable, Callable
  import asgiref.typing
  import starlette.types
  from starlette.types import Send
  from uvicorn._types import ASGIReceiveCallable as Receive
  Own = Callable[[dict], Awaitable[None]]
  async def main(send: Send, own: Own, receive: Receive, app: "starlette.types.ASGIApp | None", third: asgiref.typing.ASGI3Application):
      send({})  # awaitable: yes coroutine by starlette.types.Send.__call__; target: starlette.types.Send.__call__
      receive()  # reveal: Coroutine[dict]
      third({}, receive, send)  # awaitable: yes coroutine by asgiref.typing.ASGI3Application.__call__
      send  # awaitable: no; callable: yes
      own({})  # awaitable: yes other
      app  # called: yes coroutine by starlette.types.ASGIApp.__call__
`));
