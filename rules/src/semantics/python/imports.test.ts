import assert from 'node:assert/strict';
import { test } from 'node:test';
import { displayOf } from './display.js';
import { valueOf } from './expressions.js';
import { pictureOf, reveal } from './reveal.js';

test('star imports: with and without __all__, private names, the last one wins', () => {
  reveal(`
    # file: open.py
    import time
    from shared import below
    def one() -> int: ...
    def _private() -> int: ...
    def both() -> int: ...
    # file: shared.py
    def below() -> bytes: ...
    # file: listed.py
    __all__ = ("two", "_own")
    def two() -> str: ...
    def _own() -> str: ...
    def unlisted() -> str: ...
    # file: grown.py
    __all__ = ["a"]
    __all__ += ["b"]
    __all__.append("c")
    __all__.extend(["d", "e"])
    __all__.remove("e")
    def a() -> int: ...
    def b() -> int: ...
    def c() -> int: ...
    def d() -> int: ...
    def e() -> int: ...
    def f() -> int: ...
    # file: computed.py
    import open
    __all__ = [name for name in dir() if name]
    __all__.extend(open.__all__)
    def g() -> int: ...
    def _h() -> int: ...
    # file: later.py
    def both() -> str: ...
    # file: main.py
    from open import *
    from listed import *
    from grown import *
    from computed import *
    from later import *
    one()  # reveal: int
    below()  # reveal: bytes
    _private()  # reveal: unknown
    time.sleep(1)  # target: time.sleep
    two()  # reveal: str
    _own()  # reveal: str
    unlisted()  # reveal: unknown
    a()  # reveal: int
    b()  # reveal: int
    c()  # reveal: int
    d()  # reveal: int
    e()  # reveal: unknown
    f()  # reveal: unknown
    g()  # reveal: int
    _h()  # reveal: unknown
    both()  # reveal: str
  `);
});

test('a star import and an explicit binding of the same name', () => {
  reveal(`
    # file: quick.py
    def load() -> int: ...
    # file: slow.py
    async def load() -> int: ...
    # file: after.py
    from quick import load
    from slow import *
    load()  # awaitable: unknown; target: quick:load + slow:load
    # file: before.py
    from slow import *
    from quick import load
    load()  # awaitable: no
    # file: maybe.py
    from quick import load
    try:
        from slow import *
    except ImportError:
        pass
    load()  # awaitable: unknown
    # file: user.py
    from after import load as late
    late()  # awaitable: unknown
  `);
});

test('packages: what __init__ re-exports, renames and hides', () => {
  reveal(`
    # file: pkg/__init__.py
    from ._impl import run as run, Base as PublicBase
    from . import _impl as implementation
    from .sub import deep
    VERSION = "1"
    def __getattr__(name): ...
    # file: pkg/_impl.py
    class Base:
        def go(self) -> int: ...
    async def run() -> int: ...
    # file: pkg/sub/__init__.py
    from .. import VERSION
    from .._impl import Base
    VERSION  # reveal: str
    # file: pkg/sub/deep.py
    from ... import pkg
    from ..._nothing import x
    from ..sub import Base as Again
    Again().go()  # reveal: int
    x  # reveal: unknown
    # file: main.py
    import pkg, pkg.sub.deep
    from pkg import PublicBase, run, deep, sub, implementation
    from pkg import sub as renamed
    PublicBase().go()  # reveal: int
    run()  # awaitable: yes coroutine by pkg._impl:run
    deep.Again().go()  # reveal: int
    pkg.sub.deep.Again().go()  # reveal: int
    sub.Base().go()  # reveal: int
    renamed.deep.Again().go()  # reveal: int
    implementation.run()  # reveal: Coroutine[int]
    pkg.VERSION  # reveal: str
    pkg.made_up  # reveal: unknown
  `);
});

test('imports in functions, in branches and under type checking mean the same', () => {
  reveal(`
    # file: a.py
    async def work() -> int: ...
    # file: b.py
    def work() -> int: ...
    # file: main.py
    import typing, sys
    if typing.TYPE_CHECKING:
        from a import work as checked
    def inside():
        from a import work
        def nested():
            work()  # awaitable: yes coroutine by a:work
        work()  # awaitable: yes coroutine by a:work
    class Holder:
        from a import work as method
    def either(flag):
        if flag:
            from a import work
        else:
            from b import work
        work()  # awaitable: unknown; target: a:work + b:work
    def guarded():
        try:
            import a as backend
        except ImportError:
            backend = None
        backend.work()  # awaitable: yes coroutine by a:work
    def shadowed(work):
        work()  # target: ?
    checked()  # awaitable: yes coroutine by a:work
    work()  # awaitable: unknown
  `);
});

test('what source cannot tell comes from the tables: modules in C, calls below Python', () => {
  reveal(`
    # installed: psycopg2/__init__.py
    from psycopg2._psycopg import connection
    def connect(dsn=None, connection_factory=None): return _connect(dsn)
    # installed: bcrypt/__init__.py
    from ._bcrypt import hashpw
    # installed: fast/__init__.py
    from ._native import run
    from .plain import go
    # installed: fast/plain.py
    async def go() -> int: ...
    # file: main.py
    import psycopg2, bcrypt, fast
    psycopg2.connect("")  # target: psycopg2.connect; awaitable: no
    bcrypt.hashpw(b"", b"")  # target: bcrypt.hashpw; awaitable: no
    fast.run()  # awaitable: unknown; target: fast.run
    fast.go()  # awaitable: yes coroutine by fast.plain:go
  `);
});

test('modules that are named like Python\'s own', () => {
  reveal(`
    # file: asyncio.py
    def sleep(n) -> int: ...
    # file: script.py
    import asyncio
    asyncio.sleep(1)  # reveal: int; awaitable: no
    # file: pkg/__init__.py
    # file: pkg/asyncio.py
    def sleep(n) -> str: ...
    # file: pkg/user.py
    import asyncio
    from . import asyncio as own
    from .asyncio import sleep
    asyncio.sleep(1)  # reveal: int
    own.sleep(1)  # reveal: str
    sleep(1)  # reveal: str
    # file: app/__init__.py
    # file: app/inner/__init__.py
    # file: app/inner/queue.py
    class Queue: ...
    # file: app/inner/user.py
    import queue
    queue.Queue()  # reveal: queue.Queue
    # file: tests/test_private.py
    from _shared import value
    import _thread
    value  # reveal: int
    _thread.get_ident  # library: _thread.get_ident
    # file: _shared.py
    value = 1
  `);
});

test('cycles of every kind end', () => {
  reveal(`
    # file: own.py
    import own
    from own import own as again, missing
    from own import *
    again.again.own  # reveal: module own
    missing  # reveal: unknown
    # file: star_a.py
    from star_b import *
    def a() -> int: ...
    # file: star_b.py
    from star_c import *
    def b() -> int: ...
    # file: star_c.py
    from star_a import *
    def c() -> int: ...
    a()  # reveal: int
    b()  # reveal: int
    c()  # reveal: int
    nowhere()  # reveal: unknown
    # file: ring/__init__.py
    from .one import x
    from ring import ring
    # file: ring/one.py
    from .two import x
    # file: ring/two.py
    from . import x
    from .one import x as y
    x  # reveal: unknown
    y  # reveal: unknown
  `);
});

test('names that no file can have', () => {
  const { project } = pictureOf('import a..b, a.\nfrom .... import x\nfrom ..\nimport 1.2\nfrom . import *\nimport ${"x"}\nx\n');
  const statement = project.module('/project/main.py')?.root.body.at(-1);
  assert.ok(statement?.kind === 'expression-statement');
  assert.equal(displayOf(project, valueOf(project, statement.value)), 'unknown');
});

test('typing and its extensions are what the language has, whatever stands beside a module', () => reveal(`
  # file: typing.py
  def other(): ...
  # file: typing_extensions.py
  import typing
  if hasattr(typing, "override"):
      override = typing.override
  else:
      def override(arg): ...
  # file: main.py
  from typing import cast
  from typing_extensions import override
  class Base:
      @override
      def size(self) -> int: ...
  cast(int, "")  # reveal: int
  Base().size()  # reveal: int
`));
