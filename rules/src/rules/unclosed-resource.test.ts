import { pictures, type Case } from './testing/pictures.js';

const IMPORTS = `import asyncio
import aiohttp
import httpx
import asyncpg
import aiosqlite
`;

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source: IMPORTS + source, ...more };
}

pictures('unclosed-resource', [
  python('never closed', `
async def page(url):
    # one page
    session = aiohttp.ClientSession()
    ~~~~~~~ session is opened by aiohttp.ClientSession() and never closed
    # the page
    async with session.get(url) as response:
        return await response.text()  # all
`, {
    fixed: `${IMPORTS}
async def page(url):
    # one page
    async with aiohttp.ClientSession() as session:
    # the page
        async with session.get(url) as response:
            return await response.text()  # all
`,
  }),
  python('a return before the close', `
async def ask(host):
    reader, writer = await asyncio.open_connection(host, 80)
            ~~~~~~ writer stays open when ask returns at line 12
    writer.write(b"hi")
    line = await reader.readline()
    if not line:
        return None
    writer.close()
    await writer.wait_closed()
    return line
`, {
    fixed: `${IMPORTS}
async def ask(host):
    reader, writer = await asyncio.open_connection(host, 80)
    try:
        writer.write(b"hi")
        line = await reader.readline()
        if not line:
            return None
        return line
    finally:
        writer.close()
        await writer.wait_closed()
`,
  }),
  python('an exception passes the close by', `
async def load(path, dsn):
    db = await aiosqlite.connect(path)
    ~~ db stays open when line 9 raises
    await db.execute("insert into t values (1)")
    await db.commit()
    await db.close()
`, {
    fixed: `${IMPORTS}
async def load(path, dsn):
    async with aiosqlite.connect(path) as db:
        await db.execute("insert into t values (1)")
        await db.commit()
`,
  }),
  python('an exception that the handler is not for', `
async def rows(dsn):
    conn = await asyncpg.connect(dsn)
    ~~~~ conn stays open when line 10 raises
    try:
        found = await conn.fetch("select 1")
    except KeyError:
        found = []
    await conn.close()
    return found
`, {
    fixed: `${IMPORTS}
async def rows(dsn):
    conn = await asyncpg.connect(dsn)
    try:
        try:
            found = await conn.fetch("select 1")
        except KeyError:
            found = []
        return found
    finally:
        await conn.close()
`,
  }),
  python('a limit around the opening, helpers that only use it, a raise', `
async def send(writer, data):
    writer.write(data)
    await writer.drain()

async def ask(host):
    reader, writer = await asyncio.wait_for(asyncio.open_connection(host, 80), 5)
            ~~~~~~ writer is opened by asyncio.open_connection(…) and never closed
    await send(writer, b"hi")
    print(writer)
    return await reader.readline()
`),
  python('a request that fails before the close', `
async def check(url):
    client = httpx.AsyncClient()
    ~~~~~~ client stays open when line 9 raises
    response = await client.get(url)
    if response.is_error:
        raise ValueError(url)
    await client.aclose()
`),
  python('a file', `
async def read(path):
    file = open(path)
    ~~~~ file stays open when read returns at line 10
    if await asyncio.sleep(0, True):
        return file.readline()
    file.close()
`),
  python('quiet: closed on every way', `
from contextlib import AsyncExitStack, aclosing

async def finally_closed(dsn):
    conn = await asyncpg.connect(dsn)
    try:
        return await conn.fetch("select 1")
    finally:
        await conn.close()

async def in_with(url):
    async with httpx.AsyncClient() as client:
        await client.get(url)
    session = aiohttp.ClientSession()
    async with session:
        await session.get(url)

async def on_errors(host):
    reader, writer = await asyncio.open_connection(host, 80)
    try:
        line = await reader.readline()
    except OSError:
        writer.close()
        raise
    writer.close()
    return line

async def perhaps(dsn, known=None):
    conn = None
    own = known is None
    try:
        if own:
            conn = await asyncpg.connect(dsn)
            await conn.fetch("select 1")
    finally:
        if conn is not None:
            await conn.close()

async def owned(session=None):
    own = session is None
    if own:
        session = aiohttp.ClientSession()
    try:
        await session.get("https://example.org")
    finally:
        if own:
            await session.close()

async def waits(host):
    reader, writer = await asyncio.open_connection(host, 80)
    await asyncio.sleep(1)
    writer.transport.abort()
`),
  python('quiet: somebody else has it', `
class Client:
    async def open(self, host):
        reader, writer = await asyncio.open_connection(host, 80)
        self.writer = writer
        session = aiohttp.ClientSession()
        self.sessions["a"] = session
        return reader

async def connect(dsn):
    conn = await asyncpg.connect(dsn)
    await conn.execute("set x")
    return conn

async def yielded(dsn):
    conn = await asyncpg.connect(dsn)
    yield conn

async def stacked(stack, host):
    client = httpx.AsyncClient()
    await stack.enter_async_context(client)
    session = aiohttp.ClientSession()
    stack.push_async_callback(session.close)
    reader, writer = await asyncio.open_connection(host, 80)
    asyncio.create_task(serve(reader, writer))

async def serve(reader, writer):
    writer.close()

async def served(host):
    reader, writer = await asyncio.open_connection(host, 80)
    await serve(reader, writer)

async def nested(dsn):
    conn = await asyncpg.connect(dsn)
    async def stop():
        await conn.close()
    return stop

async def listed(dsn):
    conns = []
    for _ in range(3):
        conn = await asyncpg.connect(dsn)
        conns.append(conn)
    return conns
`),
  python('quiet: not opened here, never used, or ends with the program', `
from mine import connect
from openai import AsyncOpenAI
from sqlalchemy.ext.asyncio import create_async_engine

async def closes_itself(http):
    model = AsyncOpenAI(http_client=http)
    await model.models.retrieve("x")

async def lent(pool, app):
    conn = app.connection
    await conn.fetch("select 1")
    other = await connect()
    await other.fetch("select 1")
    client = httpx.AsyncClient()
    server = await asyncio.start_server(print, "127.0.0.1", 0)
    await server.start_serving()

async def main():
    engine = create_async_engine("sqlite://")
    async with engine.connect() as connection:
        await connection.execute("select 1")
    db = await aiosqlite.connect("x")
    await db.commit()
    await db.close()

def plain(path):
    file = open(path)
    return file.read()

asyncio.run(main())
`),
  python('quiet: over memory nothing is open', `
import io, zipfile
from PIL import Image

async def looked_at(data):
    image = Image.open(io.BytesIO(data))
    image.verify()
    archive = zipfile.ZipFile(io.BytesIO(data))
    return archive.namelist()
`),
  python('what a function of the project opens and returns belongs to its caller', `
async def connect(dsn):
    conn = await asyncpg.connect(dsn)
    await conn.execute("set x")
    return conn

async def connect_again(dsn):
    return await connect(dsn)

def make_client():
    return httpx.AsyncClient()

async def main():
    conn = await connect("x")
    ~~~~ conn is opened by connect(…) and never closed
    await conn.fetch("select 1")

async def page(url):
    client = make_client()
    ~~~~~~ client is opened by make_client() and never closed
    return await client.get(url)

async def handed_on(dsn):
    conn = await connect_again(dsn)
    ~~~~ conn is opened by connect_again(…) and never closed
    await conn.fetch("select 1")

async def closed(dsn):
    conn = await connect_again(dsn)
    try:
        await conn.fetch("select 1")
    finally:
        await conn.close()

asyncio.run(main())
`),
  python('quiet: functions of the project that keep what they return, or do not always open it', `
connections = {}
shared = None

async def kept(dsn):
    conn = await asyncpg.connect(dsn)
    connections[dsn] = conn
    return conn

async def sometimes(dsn):
    if dsn in connections:
        return connections[dsn]
    return await asyncpg.connect(dsn)

async def maybe(dsn):
    if dsn:
        return await asyncpg.connect(dsn)

async def watched(dsn, registry):
    conn = await asyncpg.connect(dsn)
    registry.add(conn)
    return conn

async def one():
    global shared
    shared = aiohttp.ClientSession()
    return shared

def registered(make):
    return make

@registered
async def decorated(dsn):
    return await asyncpg.connect(dsn)

async def use(dsn, registry):
    a = await kept(dsn)
    b = await sometimes(dsn)
    c = await maybe(dsn)
    d = await watched(dsn, registry)
    e = await one()
    f = await decorated(dsn)
    await a.fetch("x")
    await b.fetch("x")
    await c.fetch("x")
    await d.fetch("x")
    await e.get("x")
    await f.fetch("x")
`),
  python('what nobody gave a name is not closed by that name', `
async def first(host):
    reader, _ = await asyncio.open_connection(host, 80)
            ~ _ is opened by asyncio.open_connection(…) and never closed
    return await reader.readline()
`, { fixed: `${IMPORTS}
async def first(host):
    reader, _ = await asyncio.open_connection(host, 80)
    return await reader.readline()
` }),
  python('no with that stops the loop, none around everything that follows', `
import ldap3

async def login(server):
    connection = ldap3.Connection(server, auto_bind="NONE")
    ~~~~~~~~~~ connection is opened by ldap3.Connection(…) and never closed
    return connection.bound

async def long(dsn):
    connection = await asyncpg.connect(dsn)
    ~~~~~~~~~~ connection is opened by asyncpg.connect(…) and never closed
${'    print("busy")\n'.repeat(61)}    await connection.fetch("x")
`, {
    fixed: `${IMPORTS}
import ldap3

async def login(server):
    connection = ldap3.Connection(server, auto_bind="NONE")
    return connection.bound

async def long(dsn):
    connection = await asyncpg.connect(dsn)
${'    print("busy")\n'.repeat(61)}    await connection.fetch("x")
`,
  }),
  python('a part of it that goes to somebody else', `
from pymongo import MongoClient

async def create(url, name):
    client = MongoClient(url)
    database = client[name]
    return Store(database)

async def count(url, name):
    client = MongoClient(url)
    ~~~~~~ client is opened by MongoClient(…) and never closed
    database = client[name]
    database.users.insert_one({})
`, { fixed: `${IMPORTS}
from pymongo import MongoClient

async def create(url, name):
    client = MongoClient(url)
    database = client[name]
    return Store(database)

async def count(url, name):
    with MongoClient(url) as client:
        database = client[name]
        database.users.insert_one({})
` }),
]);
