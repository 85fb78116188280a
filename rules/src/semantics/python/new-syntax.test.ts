/** Type parameters of PEP 695, `match`, and fields of attrs and pydantic classes, across files. */
import { test } from 'node:test';
import { reveal } from './reveal.js';

test('PEP 695: type parameters of functions and classes', () => reveal(`
  # file: boxes.py
  class Client:
      async def get(self) -> int: ...
  class Box[T]:
      item: T
      def take(self) -> T: ...
  def same[T](value: T) -> T:
      return value
  # file: main.py
  from boxes import Box, Client, same
  def use(box: Box[Client]):
      box.take()  # reveal: boxes:Client; awaitable: no
      box.item.get()  # awaitable: yes coroutine by boxes:Client.get
      same(Client()).get()  # awaitable: yes coroutine by boxes:Client.get
`));

test('fields of pydantic and attrs classes', () => reveal(`
  # file: models.py
  import attrs
  from pydantic import BaseModel
  class Client:
      async def get(self) -> int: ...
  class Settings(BaseModel):
      client: Client
      name: str = "x"
  @attrs.define
  class Point:
      client: Client
      x: int = 0
  # file: main.py
  from models import Client, Point, Settings
  def use(settings: Settings):
      settings.name  # reveal: str
      settings.client.get()  # awaitable: yes coroutine by models:Client.get
      Settings(client=Client()).client.get()  # awaitable: yes coroutine by models:Client.get
      Point(Client()).client.get()  # awaitable: yes coroutine by models:Client.get
      Point(Client()).x  # reveal: int
`));

test('`match`: names bound by patterns are unknown, others keep their type', () => reveal(`
  class Client:
      async def get(self) -> int: ...
  def use(command: str, client: Client):
      match command:
          case "get":
              client.get()  # awaitable: yes coroutine by main:Client.get
          case other:
              other.get()  # awaitable: unknown
      match client:
          case Client():
              client.get()  # awaitable: yes coroutine by main:Client.get
          case {"a": first, **rest}:
              first()  # awaitable: unknown
`));
