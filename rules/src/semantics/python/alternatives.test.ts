import { test } from 'node:test';
import { reveal } from './reveal.js';

test('`isinstance` chooses among the alternatives of a value, or tells more than it', () => reveal(`
  from collections.abc import Iterable, Sequence
  class Client:
      async def get(self) -> int: ...
  class Child(Client):
      async def more(self) -> int: ...
  def use(value: str | Client, many: str | Sequence[str], client: Client, fields: Iterable[str], either: Client | Child):
      if isinstance(value, Client):
          value.get()  # awaitable: yes coroutine by main:Client.get
      if isinstance(many, str):
          many.split(",")  # reveal: list[str]
      if isinstance(client, Child):
          client.more()  # awaitable: yes coroutine by main:Child.more
      if isinstance(fields, dict):
          fields.items()  # awaitable: no
      if isinstance(either, Client):
          either  # reveal: main:Child | main:Client
      if isinstance(value, (bytes, Client)):
          value = other()
          value  # awaitable: unknown
`));

test('an attribute that scalars do not have is meant of the other alternatives', () => reveal(`
  import ssl
  class Client:
      async def get(self) -> int: ...
  def use(verify: ssl.SSLContext | str | bool, client: Client | str):
      verify.load_cert_chain("")  # awaitable: no
      client.get()  # awaitable: yes coroutine by main:Client.get
      client.title()  # awaitable: unknown
`));

test('overloads that cannot take the arguments do not count', () => reveal(`
  from collections.abc import Awaitable
  from typing import overload
  class Client: ...
  @overload
  def run(value: None) -> str: ...
  @overload
  def run(value: Client) -> Awaitable[str]: ...
  def run(value): ...
  @overload
  def size(value: float) -> int: ...
  @overload
  def size(value: str) -> Awaitable[int]: ...
  def size(value): ...
  run(None)  # reveal: str
  run(Client())  # awaitable: yes other by main:run
  run(unheard)  # awaitable: unknown
  size(1)  # reveal: int
  size("x")  # awaitable: yes other by main:size
`));

test('a makeshift for a missing package is not used where the package is found', () => reveal(`
  # file: fast.py
  class Parser:
      async def feed(self) -> int: ...
  # file: main.py
  try:
      from fast import Parser
  except ImportError:
      class Parser:
          def __init__(self):
              raise RuntimeError("install fast")
  try:
      from vanished import Other
  except ImportError:
      class Other:
          def feed(self) -> int: ...
  Parser().feed()  # awaitable: yes coroutine by fast:Parser.feed
  Other().feed()  # awaitable: unknown
`));

test('an empty list or dict has the elements of the other alternative', () => reveal(`
  from collections import defaultdict, deque
  import asyncio
  class Job:
      async def run(self) -> int: ...
  class Queue:
      def __init__(self, given: dict[str, Job] | None = None, jobs: list[Job] | None = None):
          self.given = given or {}
          self.jobs = list(jobs) if jobs else []
          self.waiting: deque[Job] = deque()
          self.next = self.waiting.popleft
          self.events = defaultdict(asyncio.Event)
      def use(self):
          self.given.pop("x").run()  # awaitable: yes coroutine by main:Job.run
          for job in self.jobs:
              job.run()  # awaitable: yes coroutine by main:Job.run
          self.next().run()  # awaitable: yes coroutine by main:Job.run
          self.events["x"].is_set()  # reveal: bool
`));
