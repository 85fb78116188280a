/** Who can run at the same time: for state of one object, and for what all share. */
import { pictures, type Case } from './testing/pictures.js';

const START = `import asyncio
import functools

count = 0
`;
const LOST = 'was read before the await: what other tasks change meanwhile is lost';

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source: START + source, ...more };
}

/** The three lines that lose an update, at an indentation. */
function update(indent: string): string {
  return ['before = count', 'await asyncio.sleep(0)', 'count = before + 1'].map((line) => `${indent}${line}\n`).join('');
}

pictures('race-across-await', [
  python('requests of a web server run at once, wherever their handler is written', `
from aiohttp import web

def make_app():
    hits = 0

    async def handle(request: web.Request):
        nonlocal hits
        before = hits
        await asyncio.sleep(0)
        hits = before + 1
        ~~~~ hits ${LOST}
        return web.Response()

    return handle

async def _checked(request: web.Request):
    global count
${update('    ')}    ~~~~~ count ${LOST}

class Application:
    def __init__(self):
        self.seen = 0

    async def __call__(self, scope, receive, send):
        await self._respond(send)

    async def _respond(self, send):
        global count
${update('        ')}        ~~~~~ count ${LOST}
`),
  python('quiet: an object that may be of one request only, and a lock around every call', `
from aiohttp import web

class Base:
    async def __call__(self, scope, receive, send): ...

class Response(Base):
    sent = 0

    async def __call__(self, scope, receive, send):
        before = self.sent
        await send({"type": "http.response.body"})
        self.sent = before + 1

lock = asyncio.Lock()

async def _checked(request: web.Request):
    global count
${update('    ')}
async def handle(request: web.Request):
    async with lock:
        await _checked(request)
`),
  python('methods that only their own project can call', `
class Item:
    def __init__(self):
        self.uses = 0

class Message(Item):
    async def reply(self):
        global count
${update('        ')}        ~~~~~ count ${LOST}

    async def use(self):
        before = self.uses
        await asyncio.sleep(0)
        self.uses = before + 1
`),
  python('quiet: methods that are looked up by name', `
class Flow:
    async def step(self, name):
        return await getattr(self, f"step_{name}")()

class Setup(Flow):
    async def step_user(self):
        global count
${update('        ')}`),
  python('what stands in for a decorated function; one of many commands', `
def limited(work):
    last = 0.0

    @functools.wraps(work)
    async def inner(*args):
        nonlocal last
        before = last
        await asyncio.sleep(0.1)
        last = before + 1
        ~~~~ last ${LOST}
        return await work(*args)

    return inner

async def run_command(name):
    global count
${update('    ')}    ~~~~~ count ${LOST}
`),
  python('quiet: programs run once', `
async def run_web_server():
    global count
${update('    ')}
async def run():
    global count
${update('    ')}
async def run_forever():
    global count
${update('    ')}`),
  python('two that are started together', `
async def _add(n):
    global count
${update('    ')}    ~~~~~ count ${LOST}

async def _count(n):
    global count
${update('    ')}    ~~~~~ count ${LOST}

class Counter:
    def __init__(self):
        self.sum = 0

    async def _add(self, n):
        before = self.sum
        await asyncio.sleep(0)
        self.sum = before + n
        ~~~~~~~~ self.sum ${LOST}

    async def _run(self):
        await asyncio.gather(self._add(1), self._add(2))

async def main():
    await asyncio.gather(_add(1), _add(2))
    first = asyncio.create_task(_count(1))
    second = asyncio.create_task(_count(2))
    await first
    await second
`),
  python('quiet: one after the other, or on two objects', `
async def _add(n):
    global count
${update('    ')}
class Counter:
    def __init__(self):
        self.sum = 0

    async def _add(self, n):
        before = self.sum
        await asyncio.sleep(0)
        self.sum = before + n

async def main():
    first = asyncio.create_task(_add(1))
    await first
    second = asyncio.create_task(_add(2))
    await second
    a, b = Counter(), Counter()
    await asyncio.gather(a._add(1), b._add(2))
`),
]);
