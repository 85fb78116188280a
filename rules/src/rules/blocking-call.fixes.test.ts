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
`, { pythonVersion: '3.8', fixed: `import functools
import asyncio
import requests

async def main(url):
    await asyncio.get_running_loop().run_in_executor(None, functools.partial(requests.get, url, timeout=5))
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
]);
