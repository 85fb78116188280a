import { pictures, type Case } from './testing/pictures.js';

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source: `import asyncio\n${source}`, ...more };
}

function message(name: string): string {
  return `${name} never waits: neither its async nor its callers' await is needed`;
}

pictures('unneeded-async', [
  python('a private function that is only awaited', `
async def _total(rows):
          ~~~~~~ ${message('_total')}
    """Sums them up."""
    return sum(row for row in rows)

async def report(rows):
    await asyncio.sleep(0)
    # twice
    print((await _total(rows)).real, await _total([]) + 1)
`, {
    fixed: `import asyncio

def _total(rows):
    """Sums them up."""
    return sum(row for row in rows)

async def report(rows):
    await asyncio.sleep(0)
    # twice
    print((_total(rows)).real, _total([]) + 1)
`,
  }),
  python('a nested function, whatever its name', `
async def report(rows):
    async def total():
              ~~~~~ ${message('total')}
        return sum(rows)
    await asyncio.sleep(0)
    return await total()
`, {
    fixed: `import asyncio

async def report(rows):
    def total():
        return sum(rows)
    await asyncio.sleep(0)
    return total()
`,
  }),
  python('a public function of a script', `
async def total(rows):
          ~~~~~ ${message('total')}
    return sum(rows)

async def main():
    print(await total([1, 2]))
    await asyncio.sleep(0)

asyncio.run(main())
`),
  python('quiet: public functions of modules and of scripts that can be imported', `
async def total(rows):
    return sum(rows)

async def main():
    print(await total([1, 2]))
    await asyncio.sleep(0)

if __name__ == "__main__":
    asyncio.run(main())
`),
  python('quiet: it waits', `
async def _a():
    await asyncio.sleep(0)

async def _b(lock):
    async with lock:
        return 1

async def _c(rows):
    async for row in rows:
        return row

async def _d(rows):
    return [row async for row in rows]

async def _e():
    yield 1

async def _forgets():
    asyncio.sleep(0)

async def use(x):
    await _a(); await _b(x); await _c(x); await _d(x); await _e(); await _forgets()
`),
  python('quiet: somebody needs a coroutine', `
async def _one(): return 1
async def _two(): return 2
async def _three(): return 3
async def _four(): return 4
async def _five(): return 5
async def _six(): return 6

async def use(app, flag):
    await asyncio.gather(_one(), _two())
    task = asyncio.create_task(_three())
    await task
    app.on_close(_four)
    await _four()
    handler = _five if flag else _six
    await handler()
    await _five()

def later():
    return _six()
`),
  python('quiet: methods, decorated functions, alternatives, placeholders', `
class Store:
    async def _load(self):
        return 1

    async def load(self):
        return await self._load()

def route(fn):
    return fn

@route
async def _index():
    return "index"

try:
    from fast import _parse
except ImportError:
    async def _parse(text):
        return text

async def _todo(n):
    """Not yet."""
    raise NotImplementedError

async def _nothing():
    pass

async def _stub(): ...

async def _named():
    return 1

__all__ = ["_named"]

async def _unused():
    return 1

async def use():
    await _index()
    await _parse("x")
    await _todo(1)
    await _nothing()
    await _stub()
    await _named()
`),
]);
