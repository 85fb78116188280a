import { pictures, type Case } from './testing/pictures.js';

const IMPORTS = `import asyncio
import aiohttp
import httpx
`;

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source: IMPORTS + source, ...more };
}

const LOOP = 'is made anew on every pass of this loop: no connection is reused';

pictures('session-per-request', [
  python('a session for every item of a loop', `
async def fetch_all(urls, timeout):
    pages = []
    for url in urls:
        # one after another
        print(url)
        async with aiohttp.ClientSession(timeout=timeout) as session:  # new
                   ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ aiohttp.ClientSession(…) ${LOOP}
            async with session.get(url) as response:
                # the text
                pages.append(await response.text())

        print("""
  done""")
    return pages
`, {
    fixed: `${IMPORTS}
async def fetch_all(urls, timeout):
    pages = []
    async with aiohttp.ClientSession(timeout=timeout) as session:
        for url in urls:
            # one after another
            print(url)
            # new
            async with session.get(url) as response:
                # the text
                pages.append(await response.text())

            print("""
  done""")
    return pages
`,
  }),
  python('several items in one with', `
async def fetch_all(urls):
    for url in urls:
        async with aiohttp.ClientSession() as session, session.get(url) as response:
                   ~~~~~~~~~~~~~~~~~~~~~~~ aiohttp.ClientSession() ${LOOP}
            print(await response.text())
`, {
    fixed: `${IMPORTS}
async def fetch_all(urls):
    async with aiohttp.ClientSession() as session:
        for url in urls:
            async with session.get(url) as response:
                print(await response.text())
`,
  }),
  python('a worker that takes items from a queue, and locals that are closed', `
async def worker(queue: asyncio.Queue):
    while True:
        url = await queue.get()
        async with httpx.AsyncClient() as client:
                   ~~~~~~~~~~~~~~~~~~~ httpx.AsyncClient() ${LOOP}
            await client.get(url)
        queue.task_done()

async def one_by_one(urls):
    for url in urls:
        client = httpx.AsyncClient()
                 ~~~~~~~~~~~~~~~~~~~ httpx.AsyncClient() ${LOOP}
        await client.get(url)
        await client.aclose()
`),
  python('a function that is gathered over many items', `
async def fetch(url: str) -> str:
    async with httpx.AsyncClient() as client:
               ~~~~~~~~~~~~~~~~~~~ httpx.AsyncClient() is made anew by every call of fetch at line 13: no connection is reused
        response = await client.get(url)
        # all of it
        return response.text

async def main(urls):
    client = None
    return await asyncio.gather(*[fetch(url) for url in urls])
`, {
    fixed: `${IMPORTS}
async def fetch(client: httpx.AsyncClient, url: str) -> str:
    response = await client.get(url)
    # all of it
    return response.text

async def main(urls):
    client = None
    async with httpx.AsyncClient() as client_2:
        return await asyncio.gather(*[fetch(client_2, url) for url in urls])
`,
  }),
  python('tasks started in a loop, by a method', `
from sqlalchemy.ext.asyncio import create_async_engine
import redis.asyncio as redis

class Store:
    async def load(self, key):
        engine = create_async_engine(self.url)
                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ create_async_engine(…) is made anew by every call of self.load at line 18: no connection is reused
        async with engine.connect() as connection:
            await connection.execute(key)
        await engine.dispose()

    async def load_all(self, keys):
        async with asyncio.TaskGroup() as group:
            for key in keys:
                group.create_task(self.load(key))

async def get(key):
    return await redis.Redis().get(key)
                 ~~~~~~~~~~~~~ redis.Redis() is made anew by every call of get at line 24: no connection is reused

async def get_all(keys):
    return [await get(key) for key in keys]
`.replaceAll('every call of self.load', 'every call of load')),
  python('handlers of web frameworks', `
from aiohttp import web
from fastapi import APIRouter, FastAPI

app = FastAPI()
router = APIRouter()

@app.get("/")
async def index():
    async with httpx.AsyncClient(timeout=5) as client:
               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ httpx.AsyncClient(…) is made anew for every request that index handles
        return (await client.get("https://example.org")).json()

@router.post("/items")
async def items(token: str):
    async with httpx.AsyncClient(headers={"token": token}) as client:
        return (await client.get("https://example.org")).json()

async def proxy(request: web.Request):
    async with aiohttp.ClientSession() as session:
               ~~~~~~~~~~~~~~~~~~~~~~~ aiohttp.ClientSession() is made anew for every request that proxy handles
        async with session.get("https://example.org") as response:
            return web.Response(text=await response.text())
`),
  python('quiet: scripts, single calls, factories, contexts', `
import contextlib

async def main():
    async with aiohttp.ClientSession() as session:
        async with session.get("https://example.org") as response:
            print(await response.text())

async def fetch(url):
    async with httpx.AsyncClient() as client:
        return await client.get(url)

async def one():
    return await fetch("https://example.org")

async def make():
    return httpx.AsyncClient()

@contextlib.asynccontextmanager
async def opened():
    async with httpx.AsyncClient() as client:
        yield client

class Api:
    async def __aenter__(self):
        self.session = aiohttp.ClientSession()
        return self

    async def open(self):
        async with aiohttp.ClientSession() as session:
            self.session = session
            await asyncio.sleep(10)

async def all_of_them(urls):
    clients = [await make() for _ in range(3)]
    for url in urls:
        async with opened() as client:
            await client.get(url)
        await Api().open()
        await Api().__aenter__()
    return clients

asyncio.run(main())
`),
  python('quiet: values of the item, shared pools, several requests each', `
import redis.asyncio as redis

async def per_host(hosts, connector, pool):
    for host in hosts:
        async with httpx.AsyncClient(base_url=host) as client:
            await client.get("/health")
        options = {"proxy": host}
        async with httpx.AsyncClient(**options) as client:
            await client.get("https://example.org")
        async with aiohttp.ClientSession(connector=connector, connector_owner=False) as session:
            await session.get("https://example.org")
        cache = redis.Redis(connection_pool=pool)
        await cache.get(host)
        async with httpx.AsyncClient() as client:
            for page in range(10):
                await client.get(f"{host}/{page}")
        async with httpx.AsyncClient() as client:
            await asyncio.gather(*[client.get(f"{host}/{page}") for page in range(10)])

async def login(user):
    auth = (user.name, user.password)
    async with httpx.AsyncClient(auth=auth) as client:
        await client.get("https://example.org")

async def login_all(users):
    await asyncio.gather(*[login(user) for user in users])
`),
  python('quiet: loops that retry, reconnect or poll', `
async def retry(url):
    for attempt in range(3):
        try:
            async with httpx.AsyncClient() as client:
                return await client.get(url)
        except httpx.HTTPError:
            await asyncio.sleep(attempt)

async def listen(url, handle):
    while True:
        async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
            async for message in socket:
                handle(message)
        await asyncio.sleep(1)

async def fetch(url):
    async with httpx.AsyncClient() as client:
        return await client.get(url)

async def poll(url):
    while True:
        await fetch(url)
        await asyncio.sleep(60)

async def first(urls):
    for url in urls:
        page = await fetch(url)
        if page:
            return page
`),
  python('quiet: kept in a container, and what is not known', `
from mine import ClientSession, Pool

async def many(n, urls):
    clients = [httpx.AsyncClient() for _ in range(n)]
    by_url = {}
    for url in urls:
        by_url[url] = httpx.AsyncClient()
        client = httpx.AsyncClient()
        clients.append(client)
        async with ClientSession() as session:
            await session.get(url)
        other = Pool()
        await other.get(url)
    return clients, by_url
`),
  python('quiet: what answers within the program needs no connection', `
async def dispatch(app, tasks):
    for task in tasks:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://app") as client:
            await client.post("/run", json=task)

async def remote(tasks):
    for task in tasks:
        async with httpx.AsyncClient(transport=httpx.AsyncHTTPTransport(retries=1)) as client:
                   ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ httpx.AsyncClient(…) ${LOOP}
            await client.post("http://app/run", json=task)
`),
  python('parameters and arguments that have lines of their own', `
async def send(
    kind: str,
    text: str,
) -> None:
    async with httpx.AsyncClient() as client:
               ~~~~~~~~~~~~~~~~~~~ httpx.AsyncClient() is made anew by every call of send at line 14: no connection is reused
        await client.post(kind, json=text)

async def send_all(texts: list[str]) -> None:
    for text in texts:
        await send(
            kind="a",
            text=text,
        )
`, {
    fixed: `${IMPORTS}
async def send(
    client: httpx.AsyncClient,
    kind: str,
    text: str,
) -> None:
    await client.post(kind, json=text)

async def send_all(texts: list[str]) -> None:
    async with httpx.AsyncClient() as client:
        for text in texts:
            await send(
                client,
                kind="a",
                text=text,
            )
`,
  }),
  python('a helper that a route handler calls', `
from fastapi import FastAPI

app = FastAPI()

async def load():
    client = httpx.AsyncClient()
             ~~~~~~~~~~~~~~~~~~~ httpx.AsyncClient() is made anew by every call of load at line 17: no connection is reused
    response = await client.get("https://example.org")
    await client.aclose()
    return response.text

@app.get("/")
async def index():
    return await load()

async def load_from(host):
    async with httpx.AsyncClient(base_url=host) as client:
        return await client.get("/")

@app.get("/from")
async def index_from(host: str):
    return await load_from(host)
`),
]);
