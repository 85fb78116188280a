import { pictures, type Case } from './testing/pictures.js';

const IMPORTS = `import asyncio
import aiohttp
import httpx
`;

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source: IMPORTS + source, ...more };
}

const MAIN = `
async def main(host, sock, reader, session):
    await ask(host or session)
    await receive(sock)
    async for part in parts(reader):
        print(part)

asyncio.run(main())
`;

pictures('missing-timeout', [
  python('connecting and reading', `
async def ask(host):
    reader, writer = await asyncio.open_connection(
                           ~~~~~~~~~~~~~~~~~~~~~~~~ Nothing limits how long asyncio.open_connection(…) waits for the other side
        host,
        80,  # http
    )
    await writer.drain()
    if await reader.readline():
             ~~~~~~~~~~~~~~~~~ Nothing limits how long reader.readline() waits for the other side
        return await reader.readexactly(4)
                     ~~~~~~~~~~~~~~~~~~~~~ Nothing limits how long reader.readexactly(…) waits for the other side

async def receive(sock):
    loop = asyncio.get_running_loop()
    return await loop.sock_recv(sock, 10)
                 ~~~~~~~~~~~~~~~~~~~~~~~~ Nothing limits how long loop.sock_recv(…) waits for the other side

async def parts(reader: asyncio.StreamReader):
    yield await reader.read(10)
                ~~~~~~~~~~~~~~~ Nothing limits how long reader.read(…) waits for the other side
${MAIN}`, {
    fixed: `${IMPORTS}
async def ask(host):
    async with asyncio.timeout(30):
        reader, writer = await asyncio.open_connection(
            host,
            80,  # http
        )
    await writer.drain()
    if await asyncio.wait_for(reader.readline(), 30):
        async with asyncio.timeout(30):
            return await reader.readexactly(4)

async def receive(sock):
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(30):
        return await loop.sock_recv(sock, 10)

async def parts(reader: asyncio.StreamReader):
    yield await asyncio.wait_for(reader.read(10), 30)
${MAIN}`,
  }),
  python('before Python 3.11', `
async def ask(session: aiohttp.ClientSession):
    async with session.ws_connect("https://example.org") as socket:
        message = await socket.receive()
                        ~~~~~~~~~~~~~~~~ Nothing limits how long socket.receive() waits for the other side
        return message

asyncio.run(ask())
`, {
    pythonVersion: '3.10',
    fixed: `${IMPORTS}
async def ask(session: aiohttp.ClientSession):
    async with session.ws_connect("https://example.org") as socket:
        message = await asyncio.wait_for(socket.receive(), 30)
        return message

asyncio.run(ask())
`,
  }),
  python('limits that are taken away', `
forever = aiohttp.ClientTimeout(total=None)
                                ~~~~~~~~~~ total=None takes the time limit of aiohttp.ClientTimeout(…) away

class Api:
    def __init__(self):
        self.client = httpx.AsyncClient(timeout=None)
                                        ~~~~~~~~~~~~ timeout=None takes the time limit of httpx.AsyncClient(…) away

async def get(url):
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None)) as session:
                                                                   ~~~~~~~~~~ total=None takes the time limit of aiohttp.ClientTimeout(…) away
        await session.get(url, timeout=None)
                               ~~~~~~~~~~~~ timeout=None takes the time limit of session.get(…) away
    async with httpx.AsyncClient() as client:
        return await client.get(url, timeout=None)
                                     ~~~~~~~~~~~~ timeout=None takes the time limit of client.get(…) away
`, {
    fixed: `${IMPORTS}
forever = aiohttp.ClientTimeout(total=None)

class Api:
    def __init__(self):
        self.client = httpx.AsyncClient(timeout=30)

async def get(url):
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as session:
        await session.get(url, timeout=30)
    async with httpx.AsyncClient() as client:
        return await client.get(url, timeout=30)
`,
  }),
  python('quiet: libraries with a limit of their own, and other limits', `
async def get(url, seconds):
    timeout = aiohttp.ClientTimeout(total=None, sock_read=10)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        await session.get(url)
    async with aiohttp.ClientSession(timeout=None) as session:
        await session.get(url, timeout=seconds)
        socket = await session.ws_connect(url)
        await socket.receive(timeout=3)
    async with httpx.AsyncClient() as client:
        return await client.get(url)
`),
  python('quiet: a limit around it', `
from somewhere import time_limit
import async_timeout

async def ask(host, reader: asyncio.StreamReader):
    async with asyncio.timeout(5):
        reader, writer = await asyncio.open_connection(host, 80)
        line = await reader.readline()
    line = await asyncio.wait_for(reader.readline(), 5)
    async with time_limit(3):
        line = await reader.readline()
    async with async_timeout.timeout(3):
        line = await reader.readline()
    return line

asyncio.run(ask())

class Client:
    async def answer(self):
        return await self._read()

    async def _read(self):
        reader, writer = await asyncio.open_connection("example.org", 80)
        return await reader.readline()

async def main(client):
    async with asyncio.timeout(10):
        print(await client.answer())
`),
  python('quiet: servers, listeners, tasks of their own, and what is handed on', `
async def serve(reader: asyncio.StreamReader, writer):
    writer.write(await reader.readline())

async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    task = asyncio.create_task(listen_once("example.org"))
    await server.serve_forever()
    await task

async def listen_once(host):
    reader, writer = await asyncio.open_connection(host, 80)
    return await reader.readline()

class Listener:
    async def run(self, reader: asyncio.StreamReader):
        while True:
            await reader.readline()
        while not self.closing:
            await reader.readline()

    async def both(self, reader: asyncio.StreamReader, other: asyncio.StreamReader):
        return await asyncio.gather(reader.readline(), other.readline())

def retry(fn):
    return fn

@retry
async def decorated(reader: asyncio.StreamReader):
    return await reader.readline()

async def unknown(reader):
    return await reader.readline()

async def library(host):
    reader, writer = await asyncio.open_connection(host, 80)
    return await inner(reader)

async def inner(reader: asyncio.StreamReader):
    return await reader.readline()

class Base(Listener):
    async def start(self, reader: asyncio.StreamReader):
        await reader.readline()

class Derived(Base):
    async def start(self, reader: asyncio.StreamReader):
        await super().start(reader)
        await reader.readline()

async def run(program):
    process = await asyncio.create_subprocess_exec(program, stdout=-1)
    out = process.stdout
    return await process.stdout.readline() + await out.readline()

asyncio.run(run("ls"))
asyncio.run(unknown(None))

asyncio.run(main())
`),
  python('a handler of requests', `
from aiohttp import web

async def proxy(request: web.Request):
    reader, writer = await asyncio.open_connection("127.0.0.1", 80)
                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ Nothing limits how long asyncio.open_connection(…) waits for the other side
    return web.Response(body=await asyncio.wait_for(reader.read(), 3))
`),
  {
    name: 'quiet: somebody else\'s streams and clients',
    language: 'python',
    source: `from mine import AsyncClient, open_connection

async def ask(host):
    reader, writer = await open_connection(host, 80)
    client = AsyncClient(timeout=None)
    await client.get(host, timeout=None)
    return await reader.readline()

async def main():
    await ask("example.org")
`,
  },
]);
