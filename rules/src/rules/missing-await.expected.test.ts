/** Coroutines of which their own uses tell nothing: other values of the same place, or a `try`, say that a result belongs there. */
import { pictures, type Case } from './testing/pictures.js';

const FETCH = `import asyncio
import inspect
from typing import override

async def fetch(url=None):
    await asyncio.sleep(0)
    return "body"
`;

function python(name: string, source: string): Case {
  return { name, language: 'python', source: FETCH + source };
}

pictures('missing-await', [
  python('a variable that has an awaited result on another way', `
async def choose(param, store):
    if param:
        choices = await fetch(param)
    else:
        choices = fetch(1)
                  ~~~~~~~~ fetch(…) is not awaited, but the other values of choices are
    store(choices)

async def conditional(param, store):
    choices = await fetch(param) if param else fetch(2)
                                               ~~~~~~~~ fetch(…) is not awaited, but the other values of choices are
    store(choices)
`),
  python('a list or dictionary that takes awaited results as well', `
async def transform(ctx, parameters):
    args = ctx.args
    for parameter in parameters:
        if parameter.rest:
            args.append(await fetch(parameter))
        else:
            value = fetch(parameter)
                    ~~~~~~~~~~~~~~~~ value holds the coroutine of fetch(…), which is never awaited
            args.append(value)

async def table(names):
    found = {}
    found["first"] = await fetch(1)
    for name in names:
        found[name] = fetch(name)
                      ~~~~~~~~~~~ fetch(…) is not awaited, but the other values of found are
    return found
`),
  python('a function that returns results on other ways', `
async def load(url):
    if url.cached:
        return await fetch(url)
    return fetch(1)
           ~~~~~~~~ fetch(…) is returned without await: awaiting load gives a coroutine

async def convert(url):
    if url.plain:
        return None if url.required else fetch(2)
                                         ~~~~~~~~ fetch(…) is returned without await: awaiting convert gives a coroutine
    value = await fetch(url)
    return value

async def plain(url):
    if not url:
        return ""
    page = fetch(3)
           ~~~~~~~~ page holds the coroutine of fetch(…), which is never awaited
    return page
`),
  python('made in a try that guards nothing else', `
async def guarded(store, url):
    try:
        page = fetch(url)
               ~~~~~~~~~~ fetch(…) is not awaited inside try, so its errors are not raised here
    except ValueError:
        return
    store(page)

class Client:
    @override
    async def send(self, text): ...

async def overridden(client: Client, store, url):
    try:
        answer = client.send(url)
                 ~~~~~~~~~~~~~~~~ client.send(…) is not awaited inside try, so its errors are not raised here
    except (OSError, ValueError) as error:
        return store(error)
    store(answer)

async def returned(url):
    try:
        return fetch(url)
               ~~~~~~~~~~ fetch(…) is not awaited inside try, so its errors are not raised here
    except ValueError:
        return ""

class Items:
    async def __anext__(self): ...

async def next_item(items: Items, buffers):
    try:
        item = items.__anext__()
               ~~~~~~~~~~~~~~~~~ items.__anext__() is not awaited inside try, so its errors are not raised here
    except StopAsyncIteration:
        return
    else:
        for buffer in buffers:
            buffer.append(item)
`),
]);

pictures('missing-await', [{
  name: 'the next item of what is only declared as an iterator', language: 'python',
  source: `
from collections.abc import AsyncIterator

async def next_item(items: AsyncIterator[str], buffers):
    try:
        item = items.__anext__()
               ~~~~~~~~~~~~~~~~~ items.__anext__() is not awaited inside try, so its errors are not raised here
    except StopAsyncIteration:
        return
    for buffer in buffers:
        buffer.append(item)
`,
}]);

pictures('missing-await', [
  python('code for both worlds: what is declared as asynchronous need not be', `
from collections.abc import Callable, Coroutine
from typing import Any

async def run(fn: Callable[..., Coroutine[Any, Any, str]], state):
    is_async = inspect.iscoroutinefunction(fn)
    if not state.enabled:
        if is_async:
            return await fn()
        return fn()
    try:
        if is_async:
            result = await fn()
        else:
            result = fn()
    except ValueError:
        return None
    state.append(result)
`),
  python('a variable whose values are told apart', `
async def either(param, store):
    if param:
        choices = await fetch(param)
    else:
        choices = fetch()
    if inspect.isawaitable(choices):
        choices = await choices
    store(choices)

async def none_yet(param, store):
    work = None
    if param:
        work = fetch()
    store(work)

async def awaited_first(param, store):
    choices = await fetch(param)
    store(choices)
    choices = fetch()
    store(choices)
`),
  python('lists of which something may be awaited', `
async def gathered(urls):
    work = []
    work.append(await fetch())
    for url in urls:
        work.append(fetch(url))
    return [await item if inspect.isawaitable(item) else item for item in work]

async def spread(urls):
    work = []
    for url in urls:
        work.append(fetch(url))
    return work
`),
  python('functions that give coroutines, or perhaps one', `
async def make(url):
    if not url:
        return None
    return fetch(url)

async def another(url):
    if url:
        return fetch(url)
    return fetch()

async def declared(url) -> object:
    if url:
        return url.name
    return None

def chosen(url):
    if url:
        return ""
    return fetch(url)

async def routed(router, name, url):
    if name == "all":
        return fetch(url)
    if name == "one":
        return getattr(router, name)(url)
    result = await router.ask(url)
    return result

async def attempt(url):
    return fetch(url)

async def attempts(url):
    try:
        return await attempt(url)
    except OSError:
        return await attempt(url.copy)
`),
  python('what can be awaited can be entered as well', `
import aiohttp

async def entered(session: aiohttp.ClientSession, url):
    response = await session.request("GET", url).__aenter__()
    return response.status
`),
  python('a try that may catch what the call itself raises', `
async def wrong_call(store, url):
    try:
        page = fetch(url)
    except TypeError:
        page = fetch()
    store(page)

def wrapped(fn): ...

@wrapped
async def decorated(url): ...

async def by_decorator(store, url):
    try:
        page = decorated(url)
    except ValueError:
        return
    store(page)

async def future(store, work):
    try:
        page = asyncio.ensure_future(work)
    except RuntimeError:
        return
    store(page)

async def argument(store, urls):
    try:
        page = fetch(urls["first"])
    except KeyError:
        return
    store(page)

async def awaited_later(urls):
    try:
        page = fetch(urls)
    except ValueError:
        return None
    return await page

async def more(store, url):
    try:
        store.check(url)
        page = fetch(url)
    except ValueError:
        return
    store(page)

async def finally_done(url):
    try:
        return fetch(url)
    finally:
        print("done")

def handed_on(url):
    try:
        return fetch(url)
    except ValueError:
        return None
`),
]);
