import { test } from 'node:test';
import { reveal } from './reveal.js';

test('class methods make objects of the class that they are called on', () => {
  reveal(`
    class Base:
        @classmethod
        def make(cls, n): return cls(n)
        @classmethod
        def named(cls):
            made = cls("x")
            return made
        @classmethod
        def other(cls): return Base()
        async def create(self): ...
    class Plain(Base):
        def create(self): return 1
    Base.make(1)  # reveal: main:Base
    Plain.make(1)  # reveal: main:Plain
    Plain.named()  # reveal: main:Plain
    Plain.other()  # reveal: main:Base
    Plain.make(1).create()  # awaitable: no
  `);
});

test('a method that passes on what a subclass makes asynchronous', () => {
  reveal(`
    class Server:
        def _respawn(self): return 1
        def _count(self): return 1
        def reload(self):
            self._count()
            return self._respawn()
        def size(self): return self._count()
    class Embedded(Server):
        async def _respawn(self): ...
        def _count(self): return 2
    Server().reload()  # awaitable: no
    Embedded().reload()  # awaitable: unknown
    Embedded().size()  # awaitable: no
  `);
});

test('what is declared and contradicted by the code counts as the code says', () => {
  reveal(`
    import asyncio
    class Client:
        async def _wait(self): ...
        def wait(self) -> None:
            return self._wait()
        def wait_somehow(self) -> None:
            if self.unknown: return unknown()
            return self._wait()
        def stop(self) -> None:
            if self.unknown: return
            print(1)
            return None
    Client().wait()  # awaitable: yes coroutine by main:Client._wait
    Client().wait_somehow()  # awaitable: unknown
    Client().stop()  # awaitable: no
  `);
});

test('coroutine functions without a body that are declared to give something for async for', () => {
  reveal(`
    from abc import ABC, abstractmethod
    from typing import AsyncGenerator, AsyncIterator, Protocol
    class Service(ABC):
        @abstractmethod
        async def run(self) -> AsyncGenerator[int, None]: pass
        @abstractmethod
        async def name(self) -> str: pass
        async def chunks(self) -> AsyncIterator[int]:
            return unknown()
    class Source(Protocol):
        async def read(self) -> AsyncIterator[bytes]: ...
    def f(service: Service, source: Source):
        service.run()  # awaitable: unknown
        source.read()  # awaitable: unknown
        service.name()  # awaitable: yes coroutine by main:Service.name
        service.chunks()  # awaitable: yes coroutine by main:Service.chunks
  `);
});

test('what a descriptor of the project declares that its methods give', () => {
  reveal(`
    import types
    from typing import Callable
    class Entry:
        def __init__(self, path):
            def method(_self): return _self.request(path)
            self.method = method
        def __get__(self, instance, owner) -> Callable[..., dict]:
            return types.MethodType(self.method, instance)
    class Exchange:
        load = Entry("a")
        async def request(self, path): ...
    Exchange().load()  # awaitable: unknown
  `);
});

test('attributes that hold what a subclass makes asynchronous', () => {
  reveal(`
    class Stream:
        def __init__(self, raw):
            self._events = self._generate()
            self._count = self._size()
        def _generate(self):
            yield 1
        def _size(self): return 1
    class AsyncStream(Stream):
        async def _generate(self):
            yield 1
        def _size(self): return 2
        def use(self):
            self._events  # awaitable: unknown; refuses: nothing
            self._count  # reveal: int
    Stream(1)._events  # supports: for
  `);
});
