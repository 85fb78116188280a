import { test } from 'node:test';
import { reveal } from './reveal.js';

test('relative imports, packages, submodules, re-exports', () => {
  reveal(`
    # file: app/__init__.py
    from .core import *
    from . import core as inner
    from .core.deep import leaf
    # file: app/core/__init__.py
    __all__ = ["run"] + ["deep"]
    __all__ += ["extra"]
    from .deep import run, leaf as _leaf, extra
    # file: app/core/deep.py
    from ..sibling import helper
    from ... import nothing
    def run() -> int: return helper()  # target: app.sibling:helper
    def leaf() -> str: ...
    def extra() -> bytes: ...
    nothing  # reveal: unknown
    # file: app/sibling.py
    from . import core
    from .core.deep import run as r
    def helper() -> int: return 1
    core.deep.leaf()  # target: app.core.deep:leaf
    r()  # target: app.core.deep:run
    # file: own/__init__.py
    from . import tools as tools, other
    # file: own/tools.py
    def hit() -> int: ...
    # file: own/other.py
    from . import tools
    tools.hit()  # reveal: int
    # file: main.py
    import app.core.deep
    import app.core.deep as d
    from app import run, leaf, inner, extra
    app.core.deep.leaf()  # target: app.core.deep:leaf
    d.leaf()  # target: app.core.deep:leaf
    run()  # target: app.core.deep:run
    leaf()  # target: app.core.deep:leaf
    inner.run()  # target: app.core.deep:run
    extra()  # reveal: bytes
    app  # reveal: module app
  `);
});

test('src layout, namespace packages, stubs', () => {
  reveal(`
    # file: src/pkg/__init__.py
    def f() -> int: ...
    # file: space/sub/mod.py
    def g() -> str: ...
    # file: native.pyi
    async def h() -> bytes: ...
    # file: native.py
    h = None
    # file: typed.pyi
    class C:
        def run(self) -> int: ...
    def go() -> str: ...
    # file: typed.py
    class C:
        def run(self): return elsewhere()
    def go(): return elsewhere()
    # file: tests/test_pkg.py
    import pkg
    from space.sub.mod import g
    from space.sub import mod
    import space.sub.mod
    import native
    from typed import C, go
    C().run()  # reveal: int; target: typed:C.run
    go()  # reveal: str; target: typed:go
    pkg.f()  # reveal: int
    g()  # target: space.sub.mod:g
    mod.g()  # target: space.sub.mod:g
    space.sub.mod.g()  # target: space.sub.mod:g
    native.h()  # reveal: Coroutine[bytes]
  `);
});

test('conditional, guarded, type-checking and local imports', () => {
  reveal(`
    # file: fast.py
    async def load() -> int: ...
    # file: slow.py
    async def load() -> int: ...
    def only() -> str: ...
    # file: main.py
    import sys
    from typing import TYPE_CHECKING
    try:
        from fast import load
    except ImportError:
        from slow import load
    try:
        import uvloop
    except ImportError:
        uvloop = None
    if TYPE_CHECKING:
        from slow import only
    else:
        only = object
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    async def f():
        from slow import load as local
        load()  # awaitable: yes coroutine; target: fast:load + slow:load
        local()  # awaitable: yes coroutine by slow:load
        uvloop.run(f())  # library: none
        uvloop.run  # library: uvloop.run
        only()  # reveal: str
        tomllib.loads("")  # awaitable: unknown
  `);
});

test('libraries: canonical names, aliases, shadowing', () => {
  reveal(`
    # file: lib/time.py
    def sleep(): return "mine"
    # file: lib/uses.py
    import time
    time.sleep()  # reveal: str
    # file: main.py
    import time, os.path, concurrent.futures as cf, subprocess as sp
    import asyncio.subprocess
    from time import sleep as nap
    from asyncio import tasks
    import requests
    from unheard.of import Thing, make
    time.sleep(1)  # target: time.sleep; awaitable: no
    nap  # library: time.sleep
    os.path.join("a")  # target: os.path.join
    tasks.gather  # library: asyncio.gather
    sp.run  # library: subprocess.run
    asyncio.sleep(1)  # reveal: Coroutine[None]; awaitable: yes coroutine by asyncio.sleep
    requests.Session().get("u")  # target: requests.Session.get
    Thing().work()  # awaitable: unknown; target: unheard.of.Thing.work
    make()  # awaitable: unknown; target: unheard.of.make
    cf.ThreadPoolExecutor(3)  # reveal: concurrent.futures.ThreadPoolExecutor
    open("f").read()  # awaitable: no
    open  # library: open
    undefined_name  # library: none; reveal: unknown
  `);
});

test('import cycles, self-imports and missing modules end', () => {
  reveal(`
    # file: a.py
    from b import x as x
    from b import *
    import a
    a.x  # reveal: unknown
    y  # reveal: int
    # file: b.py
    from a import x
    from a import *
    y = 1
    # file: pkg/__init__.py
    from .gone import thing
    from .mod import pkg_fn
    # file: pkg/mod.py
    import pkg
    from pkg import pkg_fn as again
    def pkg_fn() -> int: ...
    pkg.pkg_fn()  # reveal: int
    again()  # reveal: int
    pkg.thing()  # target: ?
  `);
});

test('installed packages are read, the tables win', () => {
  reveal(`
    # installed: pkg/__init__.py
    from ._impl import Client
    # installed: pkg/_impl.py
    class Client:
        async def get(self) -> bytes: ...
        def __enter__(self): return self
    # installed: requests/__init__.py
    def get(): return 1
    def odd() -> int: return 1
    # file: main.py
    import pkg, requests
    from pkg import Client
    async def main():
        c = Client()
        c.get()  # awaitable: yes coroutine by pkg._impl:Client.get
        c  # classes: pkg._impl.Client
        pkg.Client().get()  # reveal: Coroutine[bytes]
        requests.get("u")  # target: requests.get
        requests.odd()  # reveal: int
  `);
});

test('a folder without `__init__.py` inside a package imports from where the package is', () => reveal(`
  # file: nested/app/__init__.py
  # file: nested/app/models/user.py
  async def load() -> int: ...
  # file: nested/app/routers/users.py
  from app.models.user import load
  load()  # awaitable: yes coroutine by nested.app.models.user:load
`));
