import { test } from 'node:test';
import { reveal } from './reveal.js';

test('`self: T`, `cls: type[T]` and `Self` stand for the class of the receiver', () => reveal(`
  from typing import Self, TypeVar, overload
  T = TypeVar("T", bound="Base")
  class Base:
      def __enter__(self: T) -> T:
          await_me = self.load()  # reveal: Coroutine[int]; awaitable: yes coroutine by main:Base.load
          return self
      def __exit__(self, *args): ...
      async def load(self) -> int:
          return 1
      @classmethod
      def make(cls: type[T]) -> T:
          return cls()
      @overload
      def chain(self, other: int) -> Self: ...
      @overload
      def chain(self, other: str) -> Self | None: ...
      def chain(self, other):
          return self
      def items(self) -> list[Self]:
          return [self]
  class Child(Base):
      async def more(self) -> str:
          return ""
  async def use():
      with Child() as child:
          child.more()  # awaitable: yes coroutine by main:Child.more
      Child.make()  # reveal: main:Child
      Child().chain(1)  # reveal: main:Child
      Child().chain("")  # reveal: None | main:Child
      Child().items()  # reveal: list[main:Child]
`));

test('`type[T]` as a parameter: calling it, or passing a class, gives a T', () => reveal(`
  from typing import Any, Type, TypeVar
  E = TypeVar("E")
  class Style: ...
  def make(cls: Type[E], value: Any) -> E:
      return cls(value)
  make(Style, 1)  # reveal: main:Style; awaitable: no
`));

test('what is sent into a generator is declared by its result type', () => reveal(`
  from collections.abc import AsyncGenerator, Generator
  class Response:
      async def read(self) -> bytes: ...
  def flow() -> Generator[int, Response, None]:
      response = yield 1
      response.read()  # awaitable: yes coroutine by main:Response.read
  async def async_flow() -> AsyncGenerator[int, Response]:
      response = yield 1
      response.read()  # awaitable: yes coroutine by main:Response.read
  def untyped():
      response = yield 1
      response.read()  # awaitable: unknown
`));
