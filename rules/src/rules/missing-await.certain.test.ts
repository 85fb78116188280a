/** Uses that are wrong although the coroutine is handed on elsewhere, and who may be handed one. */
import { pictures, type Case } from './testing/pictures.js';

const FETCH = `import asyncio
from typing import Any, Awaitable, Callable

class Response:
    def __init__(self, text: str):
        self.text = text

    async def __call__(self, send):
        await send(self.text)

async def fetch(url=None) -> Response:
    await asyncio.sleep(0)
    return Response("body")
`;

function python(name: string, source: string): Case {
  return { name, language: 'python', source: FETCH + source };
}

pictures('missing-await', [
  python('called, raised', `
async def answer(send):
    response = fetch(1)
               ~~~~~~~~ fetch(…) is called without await: it is a coroutine, not its result
    await response(send)
    return response

async def fail(log):
    error = fetch(2)
            ~~~~~~~~ fetch(…) is raised without await: it is a coroutine, not an exception
    log(error)
    raise error
`),
  python('contradicts a declaration', `
def show(response: Response):
    print(response.text)

async def shown(log):
    response = fetch(1)
               ~~~~~~~~ fetch(…) is passed as response without await: it is a coroutine
    log(response)
    show(response)

async def get(log) -> Response:
    response = fetch(2)
               ~~~~~~~~ fetch(…) is returned without await: the caller gets a coroutine
    log(response)
    return response
`),
  python('a test with one answer only', `
async def cached(cache, url, stop):
    response = fetch(1)
               ~~~~~~~~ fetch(…) is compared without await: a coroutine never equals its result
    if response is not None:
        cache[url] = response
    second = fetch(3)
             ~~~~~~~~ fetch(…) is tested without await: a coroutine is always true
    if not second or second is stop:
        return None
    last = second
    return {"second": second, "last": last}
`),
  python('a test for classes, however they are named', `
Plain = (Response, str)

async def known(log):
    first = fetch(1)
            ~~~~~~~~ fetch(…) is compared without await: a coroutine never equals its result
    if isinstance(first, (Response, str)):
        log("known")
    return first

async def named(log):
    second = fetch(2)
             ~~~~~~~~ fetch(…) is compared without await: a coroutine never equals its result
    if isinstance(second, Plain):
        log("known")
    return second
`),
  python('one of two values, used as a plain one on every way', `
async def either(store, cached):
    page = fetch(1) if cached is None else cached
           ~~~~~~~~ fetch(…) is iterated without await: it is a coroutine, not its result
    store(page)
    return len(page)

class Client:
    def __init__(self, connection, pool):
        self.connection = connection
        self.pool = pool

    async def connect(self) -> Response: ...

    async def execute(self, command):
        conn = self.connection or self.connect()
                                  ~~~~~~~~~~~~~~ .text is read from self.connect() without await: it is a coroutine
        self.pool.add(conn)
        return conn.text + command
`),
  python('members that only other awaitables have', `
async def shut(store):
    response = fetch(1)
               ~~~~~~~~ .aclose is read from fetch(…) without await: it is a coroutine
    store(response)
    await response.aclose()

async def close(store):
    response = fetch(2)
               ~~~~~~~~ .close is read from fetch(…) without await: it is a coroutine
    store(response)
    await response.close()

async def stop(store):
    work = fetch(3)
           ~~~~~~~~ .cancel is read from fetch(…) without await: it is a coroutine
    store(work)
    work.cancel()
`),
  python('no way around the use', `
async def branch(secure, plain, store):
    response = plain
    if secure:
        response = fetch(1)
                   ~~~~~~~~ .text is read from fetch(…) without await: it is a coroutine
    store(response)
    return response.text

async def closure(store):
    response = fetch(2)
               ~~~~~~~~ .text is read from fetch(…) without await: it is a coroutine

    def later():
        return store(response)

    later()
    return response.text
`),
  python('a parameter that is needed as a plain value', `
def parse(response, strict=False):
    if strict:
        print(response.headers)
    else:
        print(response.text)

def keep(response, strict=False):
    if strict:
        return response.text
    return response

async def parsed():
    response = fetch(1)
               ~~~~~~~~ response holds the coroutine of fetch(…), which is never awaited
    parse(response)

async def kept():
    response = fetch(2)
    return keep(response)
`),
  python('callers that need the result', `
async def _get(url):
    response = fetch(url)
               ~~~~~~~~~~ response holds the coroutine of fetch(…), which is never awaited
    return response

async def main():
    print((await _get(1)).text)
    response = await _get(2)
    print(response.text)
`),
  python('what is declared as awaitable', `
async def app(receive: Callable[[], Awaitable[dict[str, str]]], store):
    message = receive()
              ~~~~~~~~~ message holds the pending call of receive(), which is never awaited
    if message == "end":
        print(message.get("body"))
    other = receive()
            ~~~~~~~~~ .get is read from receive() without await: it is a pending call
    store(other)
    print(other.get("body"))
`),
  python('arguments of the standard library', `
import struct

async def frame():
    data = fetch(1)
           ~~~~~~~~ data holds the coroutine of fetch(…), which is never awaited
    return struct.unpack("!BB", data)
`),
]);

pictures('missing-await', [
  python('handed to somebody who takes awaitables, tests or not', `
async def spawned(tasks):
    coroutine = fetch()
    if coroutine is not None:
        tasks.add(asyncio.create_task(coroutine))
        return coroutine

async def declared(run: Callable[[Awaitable[Any]], None]):
    coroutine = fetch()
    if coroutine:
        start(coroutine)

def start(work: Awaitable[Any]):
    asyncio.ensure_future(work)

async def gathered():
    coroutines = []
    coroutine = fetch()
    if coroutine is not None:
        coroutines.append(coroutine)
    return await asyncio.gather(*coroutines)

async def under_another_name():
    coroutine = fetch()
    if coroutine is None:
        return None
    other = coroutine
    return await other
`),
  python('told apart', `
async def either(store):
    value = fetch()
    if isinstance(value, Awaitable):
        store(value)
    elif isinstance(value, Response):
        print(value.text)

async def by_identity(owner, store):
    coroutine = fetch()
    owner.current = coroutine
    store(coroutine)
    if coroutine is owner.current:
        return coroutine
`),
  python('a way around the use', `
async def branch(secure, plain, store):
    response = plain
    if secure:
        response = fetch(1)
    store(response)
    if not secure:
        return response.text

async def replaced(secure, plain):
    response = plain
    if secure:
        response = fetch(1)
        keep(response)
        response = plain
    return response.text

async def expected(secure, plain, store):
    response = plain
    if secure:
        response = fetch(1)
    try:
        return response.text
    except AttributeError:
        return store(response)

def keep(response):
    try:
        return response.text
    except AttributeError:
        return None
`),
  python('callers that await twice, or nobody knows', `
async def _make(url):
    return fetch(url)

async def main():
    print((await (await _make(1))).text)

async def public(url):
    return fetch(url)
`),
  python('what a coroutine has itself', `
async def started(store):
    work = fetch()
    store(work)
    work.close()
    return work.__name__, work.cr_running

async def task(store):
    work = asyncio.ensure_future(fetch())
    store(work)
    work.cancel()
`),
  python('one of two values, told apart later', `
async def either(store, cached):
    page = fetch() if cached is None else cached
    store(page)
    if cached is not None:
        return page.text

async def awaited(store, cached):
    page = fetch() if cached is None else cached
    if cached is None:
        page = await page
    store(page)
    return page.text
`),
  python('declared functions may have started their work', `
def start() -> Awaitable[None]:
    return asyncio.ensure_future(fetch())

async def main():
    start()
`),
]);
