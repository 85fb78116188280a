import { test } from 'node:test';
import { reveal } from './reveal.js';

test('the other branch, and what comes after one that leaves', () => reveal(`
  import asyncio
  class Client:
      async def get(self) -> int: ...
  def use(value: str | Client, maybe: Client | None, thing, either: str | bytes | Client):
      if isinstance(value, str):
          value  # reveal: str
      else:
          value  # reveal: main:Client
      if maybe is None:
          maybe  # reveal: None
      else:
          maybe  # reveal: main:Client
      if maybe is not None and thing:
          maybe  # reveal: main:Client
      name = value if isinstance(value, str) else value.get()
      name  # reveal: Coroutine[int] | str
      if isinstance(either, str):
          return None
      elif isinstance(either, bytes):
          raise ValueError
      either.get()  # awaitable: yes coroutine by main:Client.get
      if not isinstance(thing, asyncio.Task):
          return None
      thing  # awaitable: yes task
  def early(maybe: Client | None, thing, flag):
      maybe  # reveal: None | main:Client
      if maybe is None:
          return
      maybe  # reveal: main:Client
      assert isinstance(thing, asyncio.Future)
      thing  # awaitable: yes future
  def loop(values: list[str | Client | None]):
      for value in values:
          if not value or isinstance(value, str):
              continue
          value.get()  # awaitable: yes coroutine by main:Client.get
`));

test('a test says nothing of another value of the same name, nor a class test of what may be a subclass', () => reveal(`
  class Client:
      async def get(self) -> int: ...
  class Child(Client): ...
  def again(maybe: Client | None, other: Client | None, flag, child: Client | str, proto):
      if maybe is None:
          return
      maybe = other
      maybe  # reveal: None | main:Client
      if flag:
          if other is None:
              return
      other  # reveal: None | main:Client
      if isinstance(child, Child):
          return
      child  # reveal: main:Client | str
      while flag:
          if not isinstance(proto, Client):
              proto = flag()
              break
      proto  # reveal: unknown
      def inner():
          return other  # reveal: None | main:Client
`));

test('class patterns of `match` narrow the subject, and give it to their names', () => reveal(`
  class Client:
      async def get(self) -> int: ...
  class Text:
      value: str
  def use(value: Client | Text | str | None, thing):
      match value:
          case str():
              value  # reveal: str
          case Text(value="x"):
              value  # reveal: main:Text
          case None:
              value  # reveal: None
          case Text() as text:
              text  # reveal: main:Text
          case Client() if thing:
              value  # reveal: main:Client
          case other:
              other.get()  # awaitable: yes coroutine by main:Client.get
              value  # reveal: main:Client
      match thing:
          case Client() | Text() as either:
              either  # reveal: main:Client | main:Text
          case anything:
              thing  # reveal: unknown
      match value:
          case Client(get=method):
              method  # reveal: unknown
          case [first, *rest]:
              first  # reveal: unknown
          case "a" | "b" as letter:
              letter  # reveal: None | main:Client | main:Text | str
`));
