import { pictures, type Case } from './testing/pictures.js';

const FETCH = `import asyncio

async def fetch(n=0):
    await asyncio.sleep(n)
    return n
`;

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source: FETCH + source, ...more };
}

pictures('await-outside-async', [
  python('await in a plain function; its callers follow', `
def load(n):
    return await fetch(n)  # the answer
           ~~~~~ await is a SyntaxError in load, which is not async

def report():
    print(load(1), load(2))

async def main():
    report()
    await load(3)

asyncio.run(main())
`, {
    fixed: `${FETCH}
async def load(n):
    return await fetch(n)  # the answer

async def report():
    print(await load(1), await load(2))

async def main():
    await report()
    await load(3)

asyncio.run(main())
`,
  }),
  python('the entry point is handed to a loop already, or has to be', `
def main():
    await fetch()
    ~~~~~ await is a SyntaxError in main, which is not async

def test():
    await fetch(1)
    ~~~~~ await is a SyntaxError in test, which is not async

if __name__ == "__main__":
    asyncio.run(main())
    test()
`, {
    fixed: `${FETCH}
async def main():
    await fetch()

async def test():
    await fetch(1)

if __name__ == "__main__":
    asyncio.run(main())
    asyncio.run(test())
`,
  }),
  python('every word that only a coroutine may contain', `
def work(lock, rows):
    async with lock:
    ~~~~~~~~~~ async with is a SyntaxError in work, which is not async
        async for row in rows:
        ~~~~~~~~~ async for is a SyntaxError in work, which is not async
            pass
    return [row async for row in rows], {await fetch(n) for n in range(3)}, f"{await fetch()}"
                ~~~~~~~~~ async for is a SyntaxError in work, which is not async
                                         ~~~~~ await is a SyntaxError in work, which is not async
                                                                               ~~~~~ await is a SyntaxError in work, which is not async
`),
  python('methods, and callers that cannot follow', `
class Client:
    def get(self, n):
        value = await fetch(n)
                ~~~~~ await is a SyntaxError in get, which is not async
        return value

    def both(self):
        return self.get(1) + self.get(2)

    @property
    def first(self):
        return self.get(0)
`, {
    fixed: `${FETCH}
class Client:
    async def get(self, n):
        value = await fetch(n)
        return value

    async def both(self):
        return await self.get(1) + await self.get(2)

    @property
    def first(self):
        return self.get(0)
`,
  }),
  python('what cannot be async has no fix', `
class Row:
    def __init__(self):
        self.value = await fetch()
                     ~~~~~ await is a SyntaxError in __init__, which is not async

    @property
    def doubled(self):
        return 2 * await fetch()
                   ~~~~~ await is a SyntaxError in doubled, which is not async

load = lambda n: await fetch(n)
                 ~~~~~ await is a SyntaxError in a lambda, which cannot be async
`, {
    fixed: `${FETCH}
class Row:
    def __init__(self):
        self.value = await fetch()

    @property
    def doubled(self):
        return 2 * await fetch()

load = lambda n: await fetch(n)
`,
  }),
  python('at the top of a module, and in the body of a class inside a coroutine', `
value = await fetch()  # once
        ~~~~~ await is a SyntaxError outside an async function
print(await (fetch(1)))
      ~~~~~ await is a SyntaxError outside an async function
async with value:
~~~~~~~~~~ async with is a SyntaxError outside an async function
    pass

async def main():
    class Settings:
        timeout = await fetch()
                  ~~~~~ await is a SyntaxError outside an async function
    return Settings
`, {
    fixed: `${FETCH}
value = asyncio.run(fetch())  # once
print((asyncio.run(fetch(1))))
async with value:
    pass

async def main():
    class Settings:
        timeout = await fetch()
    return Settings
`,
  }),
  python('the first iterable of a generator expression is evaluated outside of it', `
def rows():
    return (n for n in await fetch())
                       ~~~~~ await is a SyntaxError in rows, which is not async
`, {
    fixed: `${FETCH}
async def rows():
    return (n for n in await fetch())
`,
  }),
  python('a generator becomes async, its readers are for the programmer', `
def rows():
    for n in range(3):
        yield await fetch(n)
              ~~~~~ await is a SyntaxError in rows, which is not async

def show():
    for row in rows():
        print(row)
`, {
    fixed: `${FETCH}
async def rows():
    for n in range(3):
        yield await fetch(n)

def show():
    for row in rows():
        print(row)
`,
  }),
  python('a nested function, with tabs and a decorator', `
def retry(fn):
\treturn fn

async def main():
\t@retry
\tdef step():  # one
\t\treturn await fetch()
\t\t       ~~~~~ await is a SyntaxError in step, which is not async
\treturn step()
`, {
    fixed: `${FETCH}
def retry(fn):
\treturn fn

async def main():
\t@retry
\tasync def step():  # one
\t\treturn await fetch()
\treturn await step()
`,
  }),
  python('quiet: generator expressions are generators of their own', `
def rows(source):
    yield from (n for n in source)
    return (await fetch(n) for n in source), (n async for n in source), ([await fetch(m) for m in n] for n in source)

async def main(fn=None):
    def inner(value=await fetch()):
        return value
    return lambda value=await fetch(): value
`),
  python('quiet: a notebook', `
value = await fetch()
async for row in value:
    print(row)
`, { isNotebook: true }),
  python('a plain function in a notebook is one all the same', `
def load():
    return await fetch()
           ~~~~~ await is a SyntaxError in load, which is not async

load()
`, {
    isNotebook: true,
    fixed: `${FETCH}
async def load():
    return await fetch()

await load()
`,
  }),
  python('quiet: a script of cells', `
# %% first
value = await fetch()
`),
  {
    name: 'quiet: a program for the browser', language: 'python', source: `from pyscript import fetch

text = await fetch("/data.json").text()
`,
  },
]);
