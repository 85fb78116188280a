import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BlockingAnalysis } from '../blocking.js';
import { pictureOf, reveal } from './reveal.js';

const FROM_310 = { lowest: 10, below: undefined };

test('definitions, imports, class members and values for other Python versions do not count', () => {
  reveal(`
    import sys
    from compat import load, Client, parse
    async def main(client: Client):
        load()  # awaitable: yes coroutine by compat:load
        client.fetch()  # awaitable: yes coroutine by compat:Client.fetch
        client.size  # reveal: int
        parse()  # target: new:parse
        choice = load if sys.version_info >= (3, 9) else None
        choice  # reveal: def compat:load
        if sys.version_info < (3, 8):
            value = 1
        else:
            value = "text"
        value  # reveal: str
        if sys.version_info >= (3, 11):
            later = 1
        else:
            later = "text"
        later  # reveal: int | str
    # file: compat.py
    import sys
    if sys.version_info >= (3, 9):
        async def load() -> int: ...
    else:
        def load() -> int: ...
    if sys.version_info < (3, 7):
        from old import parse
    else:
        from new import parse
    class Client:
        if sys.version_info >= (3, 8):
            async def fetch(self): return 1
            size: int
        else:
            def fetch(self): return 1
            size: str
    # file: old.py
    def parse(): return 1
    # file: new.py
    async def parse(): return 1
  `, FROM_310);
});

test('constants of other modules decide as well', () => {
  reveal(`
    from compat import HAS_GROUPS, OLD as ANCIENT
    from again import HAS_GROUPS as GROUPS
    from compat import DEBUG, lower_case, Late
    if HAS_GROUPS:
        async def load() -> int: ...
    else:
        def load() -> int: ...
    if not ANCIENT:
        def size() -> int: ...
    else:
        def size() -> str: ...
    async def main():
        load()  # awaitable: yes coroutine by main:load
        size()  # reveal: int
        value = 1 if GROUPS else "x"
        value  # reveal: int
        either = 1 if DEBUG else "x"
        either  # reveal: int | str
        small = 1 if lower_case else "x"
        small  # reveal: int | str
        later = 1 if Late else "x"
        later  # reveal: int | str
    # file: compat.py
    import sys
    HAS_GROUPS = sys.version_info >= (3, 9)
    OLD = sys.version_info < (3, 8)
    DEBUG = True
    lower_case = sys.version_info >= (3, 9)
    Late = sys.version_info >= (3, 13)
    # file: again.py
    from compat import HAS_GROUPS
  `, FROM_310);
});

test('private constants of the module decide, those that others may set do not', () => {
  reveal(`
    _IS_SYNC = True
    IS_SYNC = True
    _SET_LATER = True
    _EITHER = False
    if unknown:
        _EITHER = True
    if _IS_SYNC:
        def load() -> int: ...
    else:
        async def load() -> str: ...
    class Auth:
        if not _IS_SYNC:
            lock: int
        else:
            lock: str
    def main():
        Auth().lock  # reveal: str
        global _SET_LATER
        _SET_LATER = False
        load()  # reveal: int
        (1 if _IS_SYNC else "x")  # reveal: int
        (1 if not _IS_SYNC else "x")  # reveal: str
        (1 if IS_SYNC else "x")  # reveal: int | str
        (1 if _SET_LATER else "x")  # reveal: int | str
        (1 if _EITHER else "x")  # reveal: int | str
  `, FROM_310);
});

test('both branches count where either may run', () => {
  reveal(`
    import sys
    if sys.version_info >= (3, 11):
        async def load() -> int: ...
    else:
        def load() -> int: ...
    if sys.platform == "win32":
        async def store() -> int: ...
    else:
        def store() -> int: ...
    async def main():
        load()  # awaitable: unknown
        store()  # awaitable: unknown
  `, FROM_310);
});

test('a chain does not go through a branch for another version', () => {
  const { project, semantics } = pictureOf(`
    import sys, time
    def pause():
        if sys.version_info >= (3, 9):
            return
        time.sleep(1)
    def wait():
        if sys.version_info < (3, 9):
            time.sleep(1)
    def real():
        if sys.version_info >= (3, 9):
            time.sleep(1)
    async def main():
        pause()
        wait()
        real()
  `, FROM_310);
  const main = project.module('/project/main.py')?.functions.find(({ name }) => name === 'main');
  assert.ok(main);
  const analysis = new BlockingAnalysis(semantics);
  assert.deepEqual(semantics.invocations(main).filter((invocation) => analysis.blocking(invocation)).map(({ targets }) => targets.functions[0]?.name), ['real']);
});
