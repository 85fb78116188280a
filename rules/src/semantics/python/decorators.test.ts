import { test } from 'node:test';
import { reveal } from './reveal.js';

test('decorators that are known to keep the function', () => {
  reveal(`
    import functools, contextlib, pytest, tenacity
    from functools import cache, lru_cache, wraps
    from typing import overload, final
    from fastapi import FastAPI, APIRouter
    app = FastAPI()
    router = APIRouter()
    bot = make_bot()
    @app.get("/x")
    async def a(): return 1
    @router.post("/x", status_code=201)
    async def b(): return 1
    @bot.event
    async def c(): return 1
    @pytest.fixture
    async def d(): return 1
    @pytest.mark.asyncio
    async def e(): return 1
    @tenacity.retry(stop=1)
    async def f(): return 1
    @lru_cache(maxsize=None)
    def g() -> int: return 1
    @cache
    async def h(): return 1
    @unheard
    async def i(): return 1
    @some.thing.odd(1)
    async def j(): return 1
    class C:
        @bot.command()
        async def k(self): return 1
    a()  # awaitable: yes coroutine by main:a
    b()  # awaitable: yes coroutine by main:b
    c()  # awaitable: yes coroutine by main:c
    d()  # awaitable: yes coroutine by main:d
    e()  # awaitable: yes coroutine by main:e
    f()  # awaitable: yes coroutine by main:f
    g()  # reveal: int
    h()  # awaitable: yes coroutine by main:h
    i()  # awaitable: unknown; target: ?
    j()  # awaitable: unknown; target: ?
    C().k()  # awaitable: yes coroutine by main:C.k
  `);
});

test('decorators of the project', () => {
  reveal(`
    import asyncio, functools
    from functools import wraps
    def logged(fn):
        @functools.wraps(fn)
        def wrapper(*args, **kwargs):
            print("x")
            return fn(*args, **kwargs)
        return wrapper
    def retrying(times):
        def decorate(fn):
            @wraps(fn)
            async def inner(*args, **kwargs):
                return await fn(*args, **kwargs)
            return inner
        return decorate
    def registered(fn):
        REGISTRY.append(fn)
        return fn
    def synced(fn):
        def inner(*a):
            return asyncio.run(fn(*a))
        return inner
    def offloaded(fn):
        @wraps(fn)
        async def inner(*a):
            return await asyncio.to_thread(fn, *a)
        return functools.update_wrapper(inner, fn)
    def optional(fn=None, *, flag=1):
        def deco(f):
            return f
        return deco if fn is None else deco(fn)
    class Deco:
        def __init__(self, fn): self.fn = fn
        def __call__(self, *a) -> int: return self.fn(*a)
    @logged
    async def a(x): return 1
    @retrying(3)
    async def b(x) -> str: return ""
    @registered
    async def c(x): return 1
    @synced
    async def d(x): return 1
    @offloaded
    def e(x) -> int: return 1
    @logged
    def f(x) -> int: return 1
    @Deco
    def g(x): return ""
    class K:
        @logged
        async def m(self, x): return 1
        @retrying(1)
        def n(self, x) -> bytes: return b""
    @optional
    async def h(): ...
    @optional(flag=2)
    async def i(): ...
    a(1)  # awaitable: yes coroutine by main:a; target: main:logged.wrapper + main:a; parameters: x
    b(1)  # reveal: Coroutine[str]; target: main:retrying.decorate.inner + main:b
    c(1)  # awaitable: yes coroutine by main:c; target: main:c
    d(1)  # awaitable: unknown; target: main:synced.inner + main:d
    e(1)  # awaitable: yes coroutine by main:offloaded.inner; target: main:offloaded.inner
    f(1)  # reveal: int
    g(1)  # reveal: int
    K().m(1)  # awaitable: yes coroutine by main:K.m; parameters: x
    K().n(1)  # awaitable: yes coroutine by main:retrying.decorate.inner
    h()  # awaitable: yes coroutine by main:h
    i()  # awaitable: yes coroutine by main:i
  `);
});

test('decorators that are declared to keep the signature', () => {
  reveal(`
    import inspect
    from functools import wraps
    from typing import Any, Awaitable, Callable, Coroutine, ParamSpec, TypeVar
    P = ParamSpec("P")
    T = TypeVar("T")
    F = TypeVar("F", bound=Callable[..., Any])
    def either(fn: F) -> F:
        if inspect.iscoroutinefunction(fn):
            @wraps(fn)
            async def inner(*a): return await fn(*a)
            return inner
        @wraps(fn)
        def plain(*a): return fn(*a)
        return plain
    def timed(fn: Callable[P, T]) -> Callable[P, T]:
        @wraps(fn)
        def inner(*a: P.args, **k: P.kwargs) -> T:
            r = log(fn(*a, **k))
            return r
        return inner
    def later(fn: Callable[P, T]) -> Callable[P, Awaitable[T]]:
        return elsewhere(fn)
    def vague(fn: Callable[..., Any]) -> Callable[..., Any]:
        return elsewhere(fn)
    @either
    async def a() -> int: ...
    @either
    def b() -> int: ...
    @timed
    async def c() -> int: ...
    @later
    def d() -> int: ...
    @vague
    async def e() -> int: ...
    a()  # reveal: Coroutine[int]; awaitable: yes coroutine by main:a
    b()  # reveal: int
    c()  # reveal: Coroutine[int]; target: main:timed.inner + main:c
    d()  # reveal: Awaitable[int]
    e()  # awaitable: unknown
  `);
});

test('partial, lambdas, overloads, callables in attributes, getattr and mocks', () => {
  reveal(`
    import asyncio, functools
    from functools import partial
    from typing import overload
    from unittest.mock import AsyncMock, MagicMock, Mock
    async def fetch(a, b, *, c=1) -> int: return 1
    @overload
    def pick(x: int) -> int: ...
    @overload
    def pick(x: str) -> str: ...
    def pick(x):
        return x
    @overload
    async def apick(x: int) -> int: ...
    @overload
    async def apick(x: str) -> int: ...
    async def apick(x):
        return x
    class Holder:
        def __init__(self, cb):
            self.cb = fetch
            self.given = cb
            self.fn = lambda: fetch(1, 2)
    def main(h: Holder, m=Mock()):
        p = partial(fetch, 1)
        p(2)  # awaitable: yes coroutine by main:fetch; target: main:fetch; parameters: b
        functools.partial(fetch, c=1)(1, 2)  # reveal: Coroutine[int]
        p  # functions: main:fetch; awaitable: no
        go = lambda: fetch(1, 2)
        go()  # awaitable: yes coroutine by main:fetch
        fetch  # functions: main:fetch; awaitable: no
        h.fn()  # awaitable: yes coroutine by main:fetch
        h.cb(1, 2)  # awaitable: yes coroutine by main:fetch
        h.given()  # awaitable: unknown
        pick(1)  # reveal: int
        apick(1)  # reveal: Coroutine[int]
        mock = MagicMock()
        mock.thing()  # awaitable: unknown
        AsyncMock()()  # awaitable: unknown
        getattr(h, "cb")(1)  # awaitable: unknown; target: ?
        h.cb = Mock()
        h.cb(1)  # awaitable: unknown
        fetch(1, b=2, c=3)  # parameters: a, b, c
        fetch(*x, 2)  # parameters: ?, ?
        Holder(3)  # parameters: cb
        asyncio.create_task(fetch(1, 2))  # parameters: ?
        h.cb  # functions: none
  `);
});

test('descriptors: a decorator that makes an object with `__get__`', () => reveal(`
  from typing import Any, Callable, Generic, TypeVar, overload
  T = TypeVar("T")
  R = TypeVar("R", covariant=True)
  class cached(Generic[T, R]):
      def __init__(self, name: str, function: Callable[[T], R]) -> None:
          self.function = function
      @overload
      def __get__(self, instance: None, owner: type[T]) -> "cached[T, R]": ...
      @overload
      def __get__(self, instance: T, owner: type[T]) -> R: ...
      def __get__(self, instance, owner) -> Any:
          return self.function(instance)
  def cached_slot(name: str) -> Callable[[Callable[[T], R]], cached[T, R]]:
      def decorator(function: Callable[[T], R]) -> cached[T, R]:
          return cached(name, function)
      return decorator
  class Response:
      async def send(self) -> int: ...
  class Interaction:
      @cached_slot("_response")
      def response(self) -> Response:
          return Response()
  Interaction().response.send()  # awaitable: yes coroutine by main:Response.send
`));

test('makers that are declared to make signature-keeping decorators', () => reveal(`
  from typing import Any, Callable, TypeVar
  F = TypeVar("F", bound=Callable[..., Any])
  def deprecated(version: str) -> Callable[[F], F]:
      def decorate(fn):
          return rewritten(fn, version)
      return decorate
  def anything(version: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
      def decorate(fn):
          return rewritten(fn, version)
      return decorate
  @deprecated("1")
  async def close() -> int: ...
  @anything("1")
  async def other() -> int: ...
  close()  # awaitable: yes coroutine by main:close
  other()  # awaitable: unknown
`));

test('classes that make decorators: what their `__call__` returns', () => {
  reveal(`
    import functools
    class Limited:
        def __init__(self, count: int): self.count = count
        def __call__(self, fn):
            @functools.wraps(fn)
            async def inner(*args, **kwargs):
                return await fn(*args, **kwargs)
            return inner
    class Traced:
        def __init__(self, *, name=""): self.name = name
        def __call__(self, fn):
            def inner(*args, **kwargs):
                return fn(*args, **kwargs)
            return inner
    class Registered:
        def __call__(self, fn):
            self.found = fn
            return fn
    class Counting(Limited):
        pass
    class Declared:
        def __call__(self, fn) -> int: return replace(fn)
    limiter = Limited(5)
    @Limited(3)
    async def a(x) -> int: ...
    @Traced(name="b")
    async def b(x) -> int: ...
    @Traced(name="c")
    def c(x) -> str: ...
    @Registered()
    async def d(x) -> int: ...
    @Counting(1)
    async def e(x) -> bytes: ...
    @limiter
    async def f(x) -> bytes: ...
    @Declared()
    async def g(x) -> bytes: ...
    class K:
        @Limited(3)
        async def m(self, x) -> int: ...
    a(1)  # reveal: Coroutine[int]; target: main:Limited.__call__.inner + main:a
    b(1)  # reveal: Coroutine[int]; target: main:Traced.__call__.inner + main:b
    c(1)  # reveal: str
    d(1)  # reveal: Coroutine[int]; target: main:d
    e(1)  # reveal: Coroutine[bytes]
    f(1)  # reveal: Coroutine[bytes]
    g  # reveal: int
    K().m(1)  # reveal: Coroutine[int]
  `);
});

test('decorators that choose between an async and a plain wrapper by what they are given', () => reveal(`
  import asyncio, functools, inspect
  from asyncio import iscoroutinefunction
  from functools import wraps
  def direct(func):
      @wraps(func)
      async def waiting(*args, **kwargs):
          return await func(*args, **kwargs)
      @wraps(func)
      def plain(*args, **kwargs):
          result = func(*args, **kwargs)
          return result
      if inspect.iscoroutinefunction(func):
          return waiting
      return plain
  def factory(name):
      def decorate(func):
          @wraps(func)
          async def waiting(*args, **kwargs):
              return await func(*args, **kwargs)
          @wraps(func)
          def plain(*args, **kwargs):
              return func(*args, **kwargs)
          return waiting if asyncio.iscoroutinefunction(func) else plain
      return decorate
  def negated(func):
      if not iscoroutinefunction(func):
          def plain(*args): return func(*args)
          return plain
      async def waiting(*args): return await func(*args)
      return waiting
  def one_name(func):
      is_async = inspect.iscoroutinefunction(func)
      if is_async:
          async def wrapper(*args): return await func(*args)
      else:
          def wrapper(*args): return func(*args)
      return functools.update_wrapper(wrapper, func)
  def by_helpers(func):
      chosen = _waiting(func) if inspect.iscoroutinefunction(func) else _plain(func)
      return chosen
  def _waiting(func):
      async def wrapper(*args): return await func(*args)
      return wrapper
  def _plain(func):
      def wrapper(*args): return func(*args)
      return wrapper
  def is_async(thing) -> bool:
      return asyncio.iscoroutinefunction(thing) or inspect.isasyncgenfunction(thing)
  def own_test(func):
      async def waiting(*args): return await func(*args)
      def plain(*args): return func(*args)
      return waiting if is_async(func) else plain
  def three_ways(func):
      if inspect.isasyncgenfunction(func):
          async def streaming(*args):
              async for item in func(*args): yield item
          return streaming
      elif inspect.iscoroutinefunction(func):
          async def waiting(*args): return await func(*args)
          return waiting
      else:
          def plain(*args): return func(*args)
          return plain
  class Timed:
      def __call__(self, func):
          async def waiting(*args): return await func(*args)
          def plain(*args): return func(*args)
          if inspect.iscoroutinefunction(func): return waiting
          return plain
  @direct
  async def a1(): return 1
  @direct
  def a2(): return make()
  @direct
  def a3() -> str: ...
  class Service:
      @factory("x")
      async def b1(self) -> int: ...
      @factory("x")
      def b2(self) -> str: return ''
      @factory("x")
      def b3(self): return make()
  @negated
  async def c1(): return 1
  @negated
  def c2() -> int: ...
  @one_name
  async def d1(): return 1
  @one_name
  def d2() -> int: ...
  @by_helpers
  async def e1(): return 1
  @by_helpers
  def e2() -> int: ...
  @own_test
  async def f1(): return 1
  @own_test
  def f2() -> int: ...
  @three_ways
  async def g1(): yield 1
  @three_ways
  async def g2() -> str: ...
  @three_ways
  def g3() -> int: ...
  @Timed()
  async def h1() -> str: ...
  @Timed()
  def h2() -> int: ...
  @direct
  @factory("y")
  async def i1(): return 1
  @direct
  @factory("y")
  def i2() -> int: ...
  a1()  # awaitable: yes coroutine by main:direct.waiting; target: main:direct.waiting + main:a1
  a2()  # awaitable: unknown; target: main:direct.plain + main:a2
  a3()  # reveal: str
  Service().b1()  # reveal: Coroutine[int]
  Service().b2()  # reveal: str; target: main:factory.decorate.plain + main:Service.b2
  Service().b3()  # awaitable: unknown
  c1()  # reveal: Coroutine[int]
  c2()  # reveal: int
  d1()  # reveal: Coroutine[int]
  d2()  # reveal: int
  e1()  # reveal: Coroutine[int]
  e2()  # reveal: int
  f1()  # reveal: Coroutine[int]
  f2()  # reveal: int
  g1()  # reveal: AsyncGenerator[unknown]
  g2()  # reveal: Coroutine[str]
  g3()  # reveal: int
  h1()  # reveal: Coroutine[str]
  h2()  # reveal: int
  i1()  # reveal: Coroutine[int]
  i2()  # reveal: int
`));

test('decorators that choose by something else: unknown', () => reveal(`
  import inspect
  def by_flag(func):
      async def waiting(*args): return await func(*args)
      def plain(*args): return func(*args)
      if SOMETHING: return waiting
      return plain
  def by_other(func):
      async def waiting(*args): return await func(*args)
      def plain(*args): return func(*args)
      return waiting if inspect.iscoroutinefunction(func.handler) else plain
  @by_flag
  def a() -> int: ...
  @by_other
  def b() -> int: ...
  a()  # awaitable: unknown
  b()  # awaitable: unknown
`));

test('makers of decorators that are declared to give handlers: what they return counts', () => reveal(`
  from typing import Any, Callable, Coroutine, TypeVar, Awaitable, cast
  Handler = Callable[..., Coroutine[Any, Any, str]]
  T = TypeVar("T")
  class App:
      def route(self, path: str) -> Callable[[Handler], Handler | tuple[str, Handler]]:
          def decorator(handler):
              self.add(handler)
              return handler
          return decorator
      def get(self, path: str) -> Handler:
          return cast(Handler, self.route(path))
      def post(self, path: str) -> Handler:
          def decorator(handler):
              return handler
          return decorator
      def found(self) -> Handler:
          async def handler(*args): return ""
          return handler
      def looked_up(self, name) -> Handler:
          return self.handlers[name]
  def offloaded(fn: Callable[..., T]) -> Callable[..., Awaitable[T]]:
      async def inner(*args):
          return await run(fn, *args)
      return inner
  async def info(): return ""
  def count() -> int: return 1
  app = App()
  app.get("/")(info)  # awaitable: unknown
  app.post("/")(info)  # awaitable: unknown
  app.found()()  # reveal: Coroutine[str]
  app.looked_up("x")()  # reveal: Coroutine[str]
  offloaded(count)()  # reveal: Awaitable[int]
`));
