/** Coroutines that are used as if they were their results. */
import { pictures, type Case } from './testing/pictures.js';

const FETCH = `import asyncio
import json
import logging

log = logging.getLogger(__name__)

async def fetch(url=None):
    await asyncio.sleep(0)
    return "body"
`;

function python(name: string, source: string, fixed?: string): Case {
  return { name, language: 'python', source: FETCH + source, ...(fixed === undefined ? {} : { fixed: FETCH + fixed }) };
}

pictures('missing-await', [
  python('text', `
async def main():
    print(f"got {fetch('a')!r:>10} and {1}")
                 ~~~~~~~~~~ fetch(…) is turned into text without await: you get the coroutine, not its result
    print("%s" % fetch(1), "%s %s" % (1, fetch(2)))
                 ~~~~~~~~ fetch(…) is turned into text without await: you get the coroutine, not its result
                                         ~~~~~~~~ fetch(…) is turned into text without await: you get the coroutine, not its result
    return "{} {x}".format(fetch(3), x=str(fetch(4)))
                           ~~~~~~~~ fetch(…) is turned into text without await: you get the coroutine, not its result
                                           ~~~~~~~~ fetch(…) is turned into text without await: you get the coroutine, not its result
`, `
async def main():
    print(f"got {await fetch('a')!r:>10} and {1}")
    print("%s" % await fetch(1), "%s %s" % (1, await fetch(2)))
    return "{} {x}".format(await fetch(3), x=str(await fetch(4)))
`),
  python('a local that is only looked at', `
async def main():
    coroutine = fetch()
                ~~~~~~~ coroutine holds the coroutine of fetch(), which is never awaited
    print(type(coroutine), id(coroutine))
`, `
async def main():
    coroutine = await fetch()
    print(type(coroutine), id(coroutine))
`),
  python('looked at, and taken or told apart', `
async def awaited():
    coroutine = fetch()
    print(type(coroutine))
    return await coroutine

async def closed():
    coroutine = fetch()
    print(type(coroutine), id(coroutine))
    coroutine.close()

async def handed_on(take):
    coroutine = fetch()
    print(type(coroutine))
    take(coroutine)

async def told_apart():
    value = fetch()
    if type(value) is list:
        for item in value:
            print(item)

async def shown():
    print(type(fetch()))

async def another_type(type):
    coroutine = fetch()
    type(coroutine)
`),
  python('print and logging', `
async def main():
    print("body", fetch())
                  ~~~~~~~ fetch() is turned into text without await: you get the coroutine, not its result
    logging.info("%s", fetch())
                       ~~~~~~~ fetch() is turned into text without await: you get the coroutine, not its result
    log.error("%s", fetch())
                    ~~~~~~~ fetch() is turned into text without await: you get the coroutine, not its result
    result = fetch()
             ~~~~~~~ result holds the coroutine of fetch(), which is never awaited
    print(result)
`),
  python('conditions', `
async def main(xs):
    if fetch():
       ~~~~~~~ fetch() is tested without await: a coroutine is always true
        pass
    while not fetch():
              ~~~~~~~ fetch() is tested without await: a coroutine is always true
        pass
    assert fetch(), "no"
           ~~~~~~~ fetch() is tested without await: a coroutine is always true
    a = fetch() or "none"
        ~~~~~~~ fetch() is tested without await: a coroutine is always true
    b = 1 if fetch() else 2
             ~~~~~~~ fetch() is tested without await: a coroutine is always true
    c = [x for x in xs if fetch(x)]
                          ~~~~~~~~ fetch(…) is tested without await: a coroutine is always true
    match fetch():
          ~~~~~~~ fetch() is compared without await: a coroutine never equals its result
        case "body" if fetch():
                       ~~~~~~~ fetch() is tested without await: a coroutine is always true
            pass
    return a, b, c, any(fetch(x) for x in xs), bool(fetch())
                        ~~~~~~~~ fetch(…) is tested without await: a coroutine is always true
                                                    ~~~~~~~ fetch() is tested without await: a coroutine is always true
`),
  python('comparison, membership, arithmetic', `
async def main(xs):
    a = fetch() == "body"
        ~~~~~~~ fetch() is compared without await: a coroutine never equals its result
    b = "x" in fetch()
               ~~~~~~~ fetch() is compared without await: a coroutine never equals its result
    c = fetch() is None
        ~~~~~~~ fetch() is compared without await: a coroutine never equals its result
    d = fetch() + "!"
        ~~~~~~~ fetch() is used in arithmetic without await: it is a coroutine, not its result
    e = 2 ** fetch() - -fetch()
             ~~~~~~~ fetch() is used in arithmetic without await: it is a coroutine, not its result
                        ~~~~~~~ fetch() is used in arithmetic without await: it is a coroutine, not its result
    return a, b, c, d, e, int(fetch()), sum(fetch(x) for x in xs), max([fetch(1), fetch(2)])
                              ~~~~~~~ fetch() is used in arithmetic without await: it is a coroutine, not its result
                                            ~~~~~~~~ fetch(…) is used in arithmetic without await: it is a coroutine, not its result
                                                                        ~~~~~~~~ fetch(…) is compared without await: a coroutine never equals its result
                                                                                  ~~~~~~~~ fetch(…) is compared without await: a coroutine never equals its result
`),
  python('subscript and attribute', `
async def main(table):
    a = fetch()["key"]
        ~~~~~~~ fetch() is indexed without await: it is a coroutine, not its result
    b = fetch()[1:]
        ~~~~~~~ fetch() is indexed without await: it is a coroutine, not its result
    c = table[fetch()]
              ~~~~~~~ fetch() is used as a key without await: it is a coroutine, not its result
    return a, b, c, fetch().json(), fetch("u").status
                    ~~~~~~~ .json is read from fetch() without await: it is a coroutine
                                    ~~~~~~~~~~ .status is read from fetch(…) without await: it is a coroutine
`, `
async def main(table):
    a = (await fetch())["key"]
    b = (await fetch())[1:]
    c = table[await fetch()]
    return a, b, c, (await fetch()).json(), (await fetch("u")).status
`),
  python('iteration', `
async def main():
    for x in fetch():
             ~~~~~~~ fetch() is iterated without await: it is a coroutine, not its result
        print(x)
    a, b = fetch()
           ~~~~~~~ fetch() is iterated without await: it is a coroutine, not its result
    c = [x for x in fetch()] + [*fetch()]
                    ~~~~~~~ fetch() is iterated without await: it is a coroutine, not its result
                                 ~~~~~~~ fetch() is iterated without await: it is a coroutine, not its result
    print(*fetch())
           ~~~~~~~ fetch() is iterated without await: it is a coroutine, not its result
    return a, b, c, len(fetch()), list(fetch()), sorted(fetch()), sum(fetch()), ",".join(fetch())
                        ~~~~~~~ fetch() is iterated without await: it is a coroutine, not its result
                                       ~~~~~~~ fetch() is iterated without await: it is a coroutine, not its result
                                                        ~~~~~~~ fetch() is iterated without await: it is a coroutine, not its result
                                                                      ~~~~~~~ fetch() is iterated without await: it is a coroutine, not its result
                                                                                         ~~~~~~~ fetch() is iterated without await: it is a coroutine, not its result
`),
  python('arguments that need a plain value', `
def store(text: str, size: "int | None" = None, *, any_value=None) -> None:
    print(text, size, any_value)

class Store:
    def __init__(self, text: str) -> None:
        self.text = text

async def main():
    store(fetch(), size=fetch())
          ~~~~~~~ fetch() is passed as text without await: it is a coroutine
                        ~~~~~~~ fetch() is passed as size without await: it is a coroutine
    store("a", any_value=fetch())
    Store(fetch())
          ~~~~~~~ fetch() is passed as text without await: it is a coroutine
    return json.dumps(fetch())
                      ~~~~~~~ fetch() is passed as json.dumps without await: it is a coroutine
`),
  python('result that is declared plain', `
async def body() -> str:
    return fetch()
           ~~~~~~~ fetch() is returned without await: the caller gets a coroutine

async def optional(flag) -> "str | None":
    text = fetch()
           ~~~~~~~ text holds the coroutine of fetch(), which is never awaited
    return text
`, `
async def body() -> str:
    return await fetch()

async def optional(flag) -> "str | None":
    text = await fetch()
    return text
`),
  python('several uses of one local', `
async def main():
    body = fetch()
           ~~~~~~~ body holds the coroutine of fetch(), which is never awaited
    if body:
        print(body.upper(), len(body))
`),
  python('inside a generator expression no await can be written', `
async def main(xs):
    return all(fetch(x) for x in xs)
               ~~~~~~~~ fetch(…) is tested without await: a coroutine is always true
`),
  python('lambda', `
async def main():
    show = lambda: print(fetch())
                         ~~~~~~~ fetch() is turned into text without await: you get the coroutine, not its result
    show()
`),
  python('a use that fails counts although another hands the value on', `
async def pages():
    users = fetch(1)
            ~~~~~~~~ fetch(…) is iterated without await: it is a coroutine, not its result
    if users:
        print(len(users))
    return users, 1

async def first(store):
    page = fetch(2)
           ~~~~~~~~ fetch(…) is indexed without await: it is a coroutine, not its result
    store(page)
    return page[0]

async def member(store):
    page = fetch(3)
           ~~~~~~~~ .strip is read from fetch(…) without await: it is a coroutine
    store(page, page.strip)

async def many():
    found = set()
    more = fetch(4)
           ~~~~~~~~ more holds the coroutine of fetch(…), which is never awaited
    found.update(more)
    return found
`),
  python('something declared as awaitable, tested or used as data', `
from typing import Awaitable, Callable

async def pump(step: Callable[[], Awaitable[bool]], count: Callable[[], Awaitable[int]], ready: bool):
    while step():
          ~~~~~~ step() is tested without await: a pending call is always true
        pass
    if ready and step():
                 ~~~~~~ step() is tested without await: a pending call is always true
        return count() + 1
               ~~~~~~~ count() is used in arithmetic without await: it is a pending call, not its result
    rows = asyncio.get_running_loop().run_in_executor(None, list, "ab")
           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ rows holds the future of ….run_in_executor(…), which is never awaited
    for row in rows:
        print(row)
`),
]);
