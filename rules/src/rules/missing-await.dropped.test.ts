/** Coroutines that nobody keeps, or that are kept and never consumed. */
import { pictures, type Case } from './testing/pictures.js';

const FETCH = `import asyncio

async def fetch(url=None):
    await asyncio.sleep(0)
    return "body"
`;

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source: FETCH + source, ...more };
}

pictures('missing-await', [
  python('statement', `
async def main():
    fetch("a")
    ~~~~~~~~~~ fetch(…) is never awaited, so it never runs
`, {
    fixed: `${FETCH}
async def main():
    await fetch("a")
`,
  }),
  python('branches of a dropped expression', `
async def main(flag):
    flag and fetch()
             ~~~~~~~ fetch() is never awaited, so it never runs
    fetch() if flag else None
    ~~~~~~~ fetch() is never awaited, so it never runs
    [fetch(), 1]
     ~~~~~~~ fetch() is never awaited, so it never runs
    {"a": fetch()}
          ~~~~~~~ fetch() is never awaited, so it never runs
`),
  python('local that nothing reads', `
async def main():
    result = fetch()
             ~~~~~~~ result holds the coroutine of fetch(), which is never awaited
    _ = fetch()
        ~~~~~~~ _ holds the coroutine of fetch(), which is never awaited
    typed: str = fetch()
                 ~~~~~~~ typed holds the coroutine of fetch(), which is never awaited
    if (body := fetch()):
                ~~~~~~~ fetch() is tested without await: a coroutine is always true
        pass
    return None
`),
  python('overwritten before it is read', `
async def main():
    result = fetch()
             ~~~~~~~ result holds the coroutine of fetch(), which is never awaited
    result = await fetch()
    return result
`),
  python('tuple assignment, element by element', `
async def main():
    a, b = fetch(1), fetch(2)
           ~~~~~~~~ a holds the coroutine of fetch(…), which is never awaited
    await b
`),
  python('alias that is never consumed', `
async def main():
    first = fetch()
            ~~~~~~~ first holds the coroutine of fetch(), which is never awaited
    second = first
    print(second)
`),
  python('containers', `
async def main(urls):
    xs = [fetch(u) for u in urls]
          ~~~~~~~~ xs holds the coroutine of fetch(…), which is never awaited
    ys = [fetch(1), fetch(2)]
          ~~~~~~~~ ys holds the coroutine of fetch(…), which is never awaited
                    ~~~~~~~~ ys holds the coroutine of fetch(…), which is never awaited
    table = {"a": fetch(3)}
                  ~~~~~~~~ table holds the coroutine of fetch(…), which is never awaited
    by_url = {u: fetch(u) for u in urls}
                 ~~~~~~~~ by_url holds the coroutine of fetch(…), which is never awaited
    [fetch(u) for u in urls]
     ~~~~~~~~ fetch(…) is never awaited, so it never runs
    print(len(xs), ys)
`),
  python('container that is filled and never consumed', `
async def main(urls):
    pending = []
    cache = {}
    for url in urls:
        pending.append(fetch(url))
                       ~~~~~~~~~~ pending holds the coroutine of fetch(…), which is never awaited
        cache[url] = fetch(url)
                     ~~~~~~~~~~ cache holds the coroutine of fetch(…), which is never awaited
    print("waiting for", len(pending))
    for item in pending:
        print(item)
`),
  python('list that grows and is only counted', `
async def main(old, new):
    tasks = [fetch(url) for url in new]
             ~~~~~~~~~~ tasks holds the coroutine of fetch(…), which is never awaited
    tasks += []
    print(len(tasks))
`),
  python('asyncio functions', `
async def main(tasks):
    asyncio.sleep(1)
    ~~~~~~~~~~~~~~~~ asyncio.sleep(…) is never awaited, so it never runs
    asyncio.wait(tasks)
    ~~~~~~~~~~~~~~~~~~~ asyncio.wait(…) is never awaited, so it never runs
    asyncio.wait_for(tasks[0], 1)
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.wait_for(…) is never awaited, so it never runs
    asyncio.gather(fetch(), fetch())
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ asyncio.gather(…) is not awaited: nobody waits for it or sees its error
    asyncio.shield(fetch())
    ~~~~~~~~~~~~~~~~~~~~~~~ asyncio.shield(…) is not awaited: nobody waits for it or sees its error
    results = asyncio.gather(*tasks)
              ~~~~~~~~~~~~~~~~~~~~~~ results holds the future of asyncio.gather(…), which is never awaited
`),
  python('async generators', `
async def numbers():
    yield 1

async def main():
    numbers()
    ~~~~~~~~~ numbers() is an async generator that is never iterated, so it never runs
    kept = numbers()
           ~~~~~~~~~ kept holds the async generator numbers(), which is never iterated
    async for n in numbers():
        print(n)
    stream = numbers()
    async for n in stream:
        print(n)
    return [n async for n in numbers()]
`),
  python('sync function and its callers', `
def save():  # called below
    fetch()
    ~~~~~~~ fetch() is never awaited, so it never runs
    return 1

def both():
    return save() + 1

async def main():
    return save()

print(both())
`, {
    fixed: `${FETCH}
async def save():  # called below
    await fetch()
    return 1

async def both():
    return await save() + 1

async def main():
    return await save()

print(asyncio.run(both()))
`,
  }),
  python('module level', `
fetch("https://example.org")  # go
~~~~~~~~~~~~~~~~~~~~~~~~~~~~ fetch(…) is never awaited, so it never runs
`, {
    fixed: `${FETCH}
asyncio.run(fetch("https://example.org"))  # go
`,
  }),
  {
    name: 'notebook: top-level await', language: 'python', isNotebook: true,
    source: `
async def fetch():
    return 1

fetch()
~~~~~~~ fetch() is never awaited, so it never runs
`,
    fixed: `async def fetch():
    return 1

await fetch()
`,
  },
  {
    name: 'module level without an import, below a docstring', language: 'python',
    source: `
#!/usr/bin/env python3
"""What it does."""
from __future__ import annotations

async def fetch():
    return 1

fetch()
~~~~~~~ fetch() is never awaited, so it never runs
`,
    fixed: `#!/usr/bin/env python3
"""What it does."""
from __future__ import annotations

import asyncio

async def fetch():
    return 1

asyncio.run(fetch())
`,
  },
  {
    name: 'CRLF, tabs and astral characters', language: 'python', lineBreak: '\r\n',
    source: `
import asyncio

async def fetch(x):
	await asyncio.sleep(0)

async def main():
	if True:
		"😀"; fetch("🎉") # 🧨
		      ~~~~~~~~~~~ fetch(…) is never awaited, so it never runs
		fetch("😀")
		~~~~~~~~~~~ fetch(…) is never awaited, so it never runs
`,
    fixed: 'import asyncio\r\n\r\nasync def fetch(x):\r\n\tawait asyncio.sleep(0)\r\n\r\nasync def main():\r\n\tif True:\r\n\t\t"😀"; await fetch("🎉") # 🧨\r\n\t\tawait fetch("😀")\r\n',
  },
]);
