import { test } from 'node:test';
import { reveal } from './reveal.js';

test('fields of `TypedDict`s by written keys', () => reveal(`
  from typing import NotRequired, TypedDict
  class Base(TypedDict):
      id: int
  class Payload(Base, total=False):
      name: NotRequired[str]
      parent: Base
  def read(data: Payload, key: str):
      data["id"]  # reveal: int
      data["parent"]["id"]  # reveal: int
      data.get("name")  # reveal: None | str; awaitable: no
      data.get("name", "").strip()  # reveal: str
      data.pop("parent").get("id")  # reveal: None | int
      data.get(key)  # awaitable: unknown
      data["other"]  # awaitable: unknown
      Payload(id=1)  # awaitable: no
`));

test('a plain dict is no TypedDict', () => reveal(`
  def read(data: dict, typed: dict[str, int]):
      data.get("id")  # awaitable: unknown
      typed.get("id")  # reveal: None | int
`));
