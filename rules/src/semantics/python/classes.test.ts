import { test } from 'node:test';
import { reveal } from './reveal.js';

test('attributes: class level, annotated, assigned anywhere, inherited, dataclass', () => {
  reveal(`
    import asyncio
    from dataclasses import dataclass, field
    class Base:
        timeout = 3.0
        client: "Client"
        def __init__(self):
            self.task: asyncio.Task | None = None
            self.cache = {}
            self.items = []
            self.pair, self.other = 1, "x"
        def start(self):
            self.task = asyncio.create_task(run())
            self.late = Client()
            for self.n in [1, 2]: pass
            with open("f") as self.file: pass
    class Derived(Base):
        def use(self):
            self.timeout  # reveal: float
            self.client  # reveal: main:Client
            self.task  # reveal: None | asyncio.Task
            self.late  # reveal: main:Client
            self.pair  # reveal: int
            self.other  # reveal: str
            self.n  # reveal: int
            self.missing  # reveal: unknown
            self.start()  # target: main:Base.start
    class Client:
        async def get(self) -> int: ...
    async def run() -> str: ...
    @dataclass
    class Config:
        name: str
        client: Client = field(default_factory=Client)
        tags: list[str] = field(default_factory=list)
        def __post_init__(self): ...
    def f(d: Derived, unknown):
        d.client.get()  # awaitable: yes coroutine by main:Client.get
        Config("x").client.get()  # awaitable: yes coroutine by main:Client.get
        Config("x")  # target: new Config + main:Config.__post_init__
        Config("x").tags  # reveal: list[str]
        unknown.anything().here  # reveal: unknown
        d.own = Client()
        d.own.get()  # awaitable: yes coroutine by main:Client.get
  `);
});

test('method resolution order, super, class and static methods, overrides', () => {
  reveal(`
    from abc import ABC, abstractmethod
    class A:
        def who(self) -> int: return 1
        @classmethod
        def make(cls): return cls()
        @staticmethod
        def free(x: int) -> str: return ""
        @classmethod
        async def open(cls) -> "A": return cls()
    class B(A):
        def who(self) -> str: return ""
    class C(A):
        async def who(self) -> bytes: return b""
    class D(B, C):
        def who(self):
            super().who()  # target: main:B.who
            super(B, self).who()  # reveal: Coroutine[bytes]
            return super().who()
    class Job(ABC):
        @abstractmethod
        async def run(self) -> int: ...
        def stop(self):
            raise NotImplementedError
        def go(self):
            self.run()  # awaitable: yes coroutine by main:Job.run; target: main:Job.run + ?
            self.stop()  # target: main:Job.stop + ?; awaitable: unknown
    class Bad(Missing):
        def go(self):
            self.go()  # target: main:Bad.go
            self.other()  # target: ?; awaitable: unknown
            super().go()  # target: ?
    class E(C, B): ...
    def f(e: E):
        D().who()  # reveal: str
        A.make()  # reveal: main:A
        B.make()  # reveal: main:B
        A.free(1)  # reveal: str
        A().free(1)  # reveal: str
        A.open()  # awaitable: yes coroutine by main:A.open
        e.who()  # reveal: Coroutine[bytes]
  `);
});

test('properties, getters that are async, __call__, enums, named tuples', () => {
  reveal(`
    import enum, functools
    from typing import NamedTuple
    class S:
        @property
        def conn(self) -> "Conn": return Conn()
        @conn.setter
        def conn(self, v): ...
        @functools.cached_property
        def lazy(self): return Conn()
        @property
        async def later(self) -> int: return 1
    class Conn:
        async def __call__(self, x) -> int: return 1
        def __getitem__(self, i) -> str: return ""
    class Color(enum.Enum):
        RED = 1
        def paint(self): return "x"
    class P(NamedTuple):
        x: int
        conn: Conn
    def f(s: S, p: P):
        s.conn  # reveal: main:Conn
        s.lazy  # reveal: main:Conn
        s.later  # awaitable: yes coroutine by main:S.later
        s.conn(1)  # awaitable: yes coroutine by main:Conn.__call__; target: main:Conn.__call__
        s.conn[0]  # reveal: str
        Color.RED  # reveal: main:Color
        Color.RED.paint()  # reveal: str
        p.conn(1)  # reveal: Coroutine[int]
  `);
});

test('classes that inherit from libraries', () => {
  reveal(`
    import asyncio, threading
    class MyTask(asyncio.Task): ...
    class Worker(threading.Thread):
        def run(self): ...
    class Reader(asyncio.StreamReader): ...
    def f(t: MyTask, w: Worker, r: Reader):
        t  # awaitable: yes task
        w.join()  # target: threading.Thread.join
        r.readline()  # awaitable: yes coroutine by asyncio.StreamReader.readline
        w  # classes: main:Worker; awaitable: no
  `);
});

test('methods that give back the object itself: of the class that it is of', () => reveal(`
  class Session:
      def set_session(self, session=None):
          if session is not None:
              self.session = session
          return self
      def either(self, flag):
          return self if flag else None
      def other(self):
          return Session()
      async def run(self):
          self  # awaitable: unknown
          self.set_session()  # awaitable: unknown
          self.set_session().other()  # awaitable: no
          self.number()  # awaitable: no
      def number(self): return 1
  class Update(Session):
      def __await__(self): return self._run().__await__()
      def set(self, value) -> Session:
          return self
      def made(self) -> Session:
          return Session()
  class Plain(Session): ...
  Update().set_session()  # reveal: main:Update; awaitable: yes other
  Update().set(1).set_session().set(2)  # reveal: main:Update
  Update().set(1)  # reveal: main:Update; awaitable: yes other
  Update().made()  # reveal: main:Session
  Update().other()  # reveal: main:Session; awaitable: no
  Update().either(1)  # reveal: None | main:Update
  Plain().set_session()  # reveal: main:Plain; awaitable: no
  Session().set_session()  # reveal: main:Session; awaitable: no
`));

test('methods of a library class may call what a subclass overrides', () => reveal(`
  import asyncio, requests
  from concurrent.futures import ThreadPoolExecutor
  class Waiting(requests.Session):
      def request(self, *args, **kwargs):
          return POOL.submit(super().request, *args, **kwargs)
  class Coroutines(requests.Session):
      async def request(self, *args, **kwargs): ...
  class Timed(requests.Session):
      def request(self, method, url, **kwargs):
          kwargs.setdefault("timeout", 3)
          return super().request(method, url, **kwargs)
  class Own(asyncio.Queue):
      async def get(self):
          return await super().get()
  def main(a: Waiting, b: Coroutines, c: Timed, d: Own):
      a.get("x")  # awaitable: unknown
      b.get("x")  # awaitable: unknown
      c.get("x")  # awaitable: no; target: requests.Session.get
      d.put(1)  # awaitable: yes coroutine by asyncio.Queue.put
`));

test('an object whose methods are replaced', () => reveal(`
  import asyncio
  from concurrent.futures import ThreadPoolExecutor
  class Requests:
      def __init__(self):
          self.executor = ThreadPoolExecutor(1)
          real = self.executor.submit
          self.executor.submit = lambda *args: asyncio.wrap_future(real(*args))
          self.other = ThreadPoolExecutor(1)
          self.other.name = "x"
  class Spawner:
      started = None
      stopped = None
      async def start(self):
          if self.started is not None:
              await self.started  # awaitable: unknown
          if self.stopped:
              self.stopped  # awaitable: unknown
          if self.stopped is None:
              self.stopped  # awaitable: no
          self.started  # awaitable: no
  def main(r: Requests):
      r.executor.submit(main)  # awaitable: unknown
      r.other.submit(main)  # awaitable: no
`));
