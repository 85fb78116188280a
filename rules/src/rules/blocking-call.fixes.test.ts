/** What the fixes of blocking calls write, and where there is none. */
import { pictures, type Case } from './testing/pictures.js';

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source, ...more };
}

pictures('blocking-call', [
  python('sleep: the import is added', `
import time

async def main():
    time.sleep(1)  # a pause
    ~~~~~~~~~~~~~ time.sleep(…) blocks the event loop (sleep)
`, { fixed: `import asyncio
import time

async def main():
    await asyncio.sleep(1)  # a pause
` }),
  python('sleep: an aliased import is used', `
import asyncio as aio
from time import sleep

async def main():
    sleep(0.5)
    ~~~~~~~~~~ sleep(…) blocks the event loop (sleep)
`, { fixed: `import asyncio as aio
from time import sleep

async def main():
    await aio.sleep(0.5)
` }),
  python('arguments by position and keyword, methods', `
import asyncio
import requests

class Client:
    def __init__(self):
        self.session = requests.Session()

    async def load(self, url):
        response = self.session.get(url, timeout=5)
                   ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ self.session.get(…) blocks the event loop (HTTP)
        return response

async def main(url):
    return requests.get(url, timeout=5).json()
           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ requests.get(…) blocks the event loop (HTTP)
`, { fixed: `import asyncio
import requests

class Client:
    def __init__(self):
        self.session = requests.Session()

    async def load(self, url):
        response = await asyncio.to_thread(self.session.get, url, timeout=5)
        return response

async def main(url):
    return (await asyncio.to_thread(requests.get, url, timeout=5)).json()
` }),
  python('a helper without arguments', `
import asyncio
import time

def load():
    time.sleep(1)

async def main():
    load()
    ~~~~~~ load() blocks the event loop: it reaches time.sleep (sleep)
`, { fixed: `import asyncio
import time

def load():
    time.sleep(1)

async def main():
    await asyncio.to_thread(load)
` }),
  python('over several lines, with comments', `
import asyncio
import requests

async def main(url):
    requests.get(
    ~~~~~~~~~~~~~ requests.get(…) blocks the event loop (HTTP)
        # where
        url,
        timeout=5,  # seconds
    )
`.replace(/.*~~~.*\n/, '').replace('    requests.get(', '    requests.post(url)  # twice\n    ~~~~~~~~~~~~~~~~~~ requests.post(…) blocks the event loop (HTTP)').replace(/ {8}# where[\s\S]*\)\n/, ''), { fixed: `import asyncio
import requests

async def main(url):
    await asyncio.to_thread(requests.post, url)  # twice
` }),
  python('before 3.9: an executor', `
import asyncio
import requests

async def main(url):
    requests.get(url)
    ~~~~~~~~~~~~~~~~~ requests.get(…) blocks the event loop (HTTP)
`, { pythonVersion: '3.8', fixed: `import asyncio
import requests

async def main(url):
    await asyncio.get_running_loop().run_in_executor(None, requests.get, url)
` }),
  python('before 3.9 with keywords: partial', `
import asyncio
import requests

async def main(url):
    requests.get(url, timeout=5)
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ requests.get(…) blocks the event loop (HTTP)
`, { pythonVersion: '3.8', fixed: `import asyncio
import functools
import requests

async def main(url):
    await asyncio.get_running_loop().run_in_executor(None, functools.partial(requests.get, url, timeout=5))
` }),
  python('folders are listed in a thread', `
import glob
import pathlib

async def show(folder: pathlib.Path, pattern):
    for path in folder.iterdir():
                ~~~~~~~~~~~~~~~~ Iterating folder.iterdir() blocks the event loop (file I/O)
        print(path.name)
    names = sorted(path.stem for path in (folder / "x").glob("*.yaml"))
                                         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ Iterating (folder / "x").glob("*.yaml") blocks the event loop (file I/O)
    for name in glob.iglob(pattern):  # names
                ~~~~~~~~~~~~~~~~~~~ Iterating glob.iglob(pattern) blocks the event loop (file I/O)
        print(name, names)
`, { fixed: `import asyncio
import glob
import pathlib

async def show(folder: pathlib.Path, pattern):
    for path in await asyncio.to_thread(list, folder.iterdir()):
        print(path.name)
    names = sorted(path.stem for path in await asyncio.to_thread(list, (folder / "x").glob("*.yaml")))
    for name in await asyncio.to_thread(list, glob.iglob(pattern)):  # names
        print(name, names)
` }),
  python('a listing inside a generator expression: nothing can be awaited there', `
import pathlib

async def show(folder: pathlib.Path, names):
    return sorted(path for name in names for path in (folder / name).iterdir())
                                                     ~~~~~~~~~~~~~~~~~~~~~~~~~ Iterating (folder / name).iterdir() blocks the event loop (file I/O)
`, { fixed: `import pathlib

async def show(folder: pathlib.Path, names):
    return sorted(path for name in names for path in (folder / name).iterdir())
` }),
  python('anyio', `
import anyio
import requests
import time

async def main(url):
    requests.get(url)
    ~~~~~~~~~~~~~~~~~ requests.get(…) blocks the event loop (HTTP)
    time.sleep(1)
    ~~~~~~~~~~~~~ time.sleep(…) blocks the event loop (sleep)
`, { fixed: `import anyio
import requests
import time

async def main(url):
    await anyio.to_thread.run_sync(requests.get, url)
    await anyio.sleep(1)
` }),
  python('trio, with keywords', `
import functools
import trio
import requests

async def main(url):
    requests.get(url, timeout=5)
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ requests.get(…) blocks the event loop (HTTP)
`, { fixed: `import functools
import trio
import requests

async def main(url):
    await trio.to_thread.run_sync(functools.partial(requests.get, url, timeout=5))
` }),
  python('no thread for what belongs to one', `
import sqlite3
import threading

lock = threading.Lock()

async def main(db: sqlite3.Connection):
    db.execute("select 1")
    ~~~~~~~~~~~~~~~~~~~~~~ db.execute(…) blocks the event loop (database)
    lock.acquire()
    ~~~~~~~~~~~~~~ lock.acquire() blocks the event loop (thread lock or queue)
    with lock:
         ~~~~ Entering lock blocks the event loop (thread lock or queue)
        pass

async def work():
    with open("x") as file:
         ~~~~~~~~~ open(…) blocks the event loop (file I/O)
        return file.read()
`, { fixed: `import sqlite3
import threading

lock = threading.Lock()

async def main(db: sqlite3.Connection):
    db.execute("select 1")
    lock.acquire()
    with lock:
        pass

async def work():
    with open("x") as file:
        return file.read()
` }),
  python('no await in a generator expression', `
import time

async def main():
    return (time.sleep(n) for n in range(3)), [time.sleep(n) for n in range(3)]
                                               ~~~~~~~~~~~~~ time.sleep(…) blocks the event loop (sleep)
`),
  python('no thread for what makes an object of this thread', `
import sqlite3

class Store:
    def __init__(self):
        self.db = sqlite3.connect("x.db")

    def users(self):
        return self.db.execute("select 1").fetchall()

async def main(store: Store):
    store.users()
    ~~~~~~~~~~~~~ store.users() blocks the event loop: it reaches sqlite3.Connection.execute (database)
`, { fixed: `import sqlite3

class Store:
    def __init__(self):
        self.db = sqlite3.connect("x.db")

    def users(self):
        return self.db.execute("select 1").fetchall()

async def main(store: Store):
    store.users()
` }),
  python('arguments on lines of their own: so is the function', `
import asyncio
import requests

async def main(url):
    requests.post(
    ~~~~~~~~~~~~~~ requests.post(…) blocks the event loop (HTTP)
        url,
        timeout=5,
    )
    return requests.get(  # slow
           ~~~~~~~~~~~~~~~~~~~~~ requests.get(…) blocks the event loop (HTTP)
        url,
    ).json()
`, { fixed: `import asyncio
import requests

async def main(url):
    await asyncio.to_thread(
        requests.post,
        url,
        timeout=5,
    )
    return (await asyncio.to_thread(
        requests.get,  # slow
        url,
    )).json()
` }),
  python('an import in the function itself is enough', `
import requests

async def main(url):
    import asyncio

    requests.get(url)
    ~~~~~~~~~~~~~~~~~ requests.get(…) blocks the event loop (HTTP)
`, { fixed: `import requests

async def main(url):
    import asyncio

    await asyncio.to_thread(requests.get, url)
` }),
  python('no thread for the making of an object that lives on the loop', `
import requests

class Session:
    def __init__(self, url):
        self.token = requests.get(url).text

    async def close(self): ...

class Token:
    def __init__(self, url):
        self.text = requests.get(url).text

async def main(url):
    session = Session(url)
              ~~~~~~~~~~~~ Session(…) blocks the event loop: it reaches requests.get (HTTP)
    await session.close()
    return Token(url)
           ~~~~~~~~~~ Token(…) blocks the event loop: it reaches requests.get (HTTP)
`, { fixed: `import asyncio
import requests

class Session:
    def __init__(self, url):
        self.token = requests.get(url).text

    async def close(self): ...

class Token:
    def __init__(self, url):
        self.text = requests.get(url).text

async def main(url):
    session = Session(url)
    await session.close()
    return await asyncio.to_thread(Token, url)
` }),
  python('the import goes where plain imports in order have it', `
from __future__ import annotations

import abc
import json
import requests
from dataclasses import dataclass

async def main(url):
    requests.get(url)
    ~~~~~~~~~~~~~~~~~ requests.get(…) blocks the event loop (HTTP)
`, { fixed: `from __future__ import annotations

import abc
import asyncio
import json
import requests
from dataclasses import dataclass

async def main(url):
    await asyncio.to_thread(requests.get, url)
` }),
  python('no thread for factories of such objects, and none where a generator is being closed', `
import requests

class Message:
    def __init__(self, text):
        self.text = text

    async def send(self): ...

    @classmethod
    def fetch(cls, url):
        made = cls(requests.get(url).text)
        return made

    @staticmethod
    def read(url):
        return requests.get(url).text

def message(url):
    return Message.fetch(url)

async def main(url):
    first = message(url)
            ~~~~~~~~~~~~ message(…) blocks the event loop: it reaches requests.get (HTTP)
    await first.send()
    return Message.read(url)
           ~~~~~~~~~~~~~~~~~ Message.read(…) blocks the event loop: it reaches requests.get (HTTP)

async def numbers(url):
    try:
        yield 1
    except GeneratorExit:
        requests.get(url)
        ~~~~~~~~~~~~~~~~~ requests.get(…) blocks the event loop (HTTP)
        raise
`, { fixed: `import asyncio
import requests

class Message:
    def __init__(self, text):
        self.text = text

    async def send(self): ...

    @classmethod
    def fetch(cls, url):
        made = cls(requests.get(url).text)
        return made

    @staticmethod
    def read(url):
        return requests.get(url).text

def message(url):
    return Message.fetch(url)

async def main(url):
    first = message(url)
    await first.send()
    return await asyncio.to_thread(Message.read, url)

async def numbers(url):
    try:
        yield 1
    except GeneratorExit:
        requests.get(url)
        raise
` }),
  python('no thread for a session that every thread has another one of', `
from sqlalchemy.orm import scoped_session, sessionmaker

Session = scoped_session(sessionmaker())

async def finish():
    Session.commit()
    ~~~~~~~~~~~~~~~~ Session.commit() blocks the event loop (database)
`, { fixed: `from sqlalchemy.orm import scoped_session, sessionmaker

Session = scoped_session(sessionmaker())

async def finish():
    Session.commit()
` }),
]);
