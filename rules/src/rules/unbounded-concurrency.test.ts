/** Many calls at once, and everything that keeps their number down. */
import { pictures, type Case } from './testing/pictures.js';

const START = `import asyncio
import aiohttp

async def fetch(session: aiohttp.ClientSession, url):
    async with session.get(url) as response:
        return await response.text()
`;

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source: START + source, ...more };
}

pictures('unbounded-concurrency', [
  python('gather over an argument', `
async def fetch_all(session: aiohttp.ClientSession, urls):
    return await asyncio.gather(*(fetch(session, url) for url in urls))  # all
                                  ~~~~~~~~~~~~~~~~~~~ fetch(…) is started for every item of urls at once: nothing limits how many run
`, {
    fixed: `${START}
async def fetch_all(session: aiohttp.ClientSession, urls):
    limit = asyncio.Semaphore(10)

    async def limited(work):
        async with limit:
            return await work

    return await asyncio.gather(*(limited(fetch(session, url)) for url in urls))  # all
`,
  }),
  python('a list first, tasks, a task group, a loop', `
async def listed(session: aiohttp.ClientSession, urls):
    jobs = [fetch(session, url) for url in urls]
            ~~~~~~~~~~~~~~~~~~~ fetch(…) is started for every item of urls at once: nothing limits how many run
    return await asyncio.gather(*jobs)

async def tasks(session: aiohttp.ClientSession, n: int):
    running = [asyncio.create_task(fetch(session, str(i))) for i in range(n)]
                                   ~~~~~~~~~~~~~~~~~~~~~~ fetch(…) is started for every item of range(n) at once: nothing limits how many run
    return await asyncio.gather(*running)

async def grouped(session: aiohttp.ClientSession, rows: dict):
    async with asyncio.TaskGroup() as group:
        for url in sorted(rows.values()):
            group.create_task(fetch(session, url))
                              ~~~~~~~~~~~~~~~~~~~ fetch(…) is started for every item of sorted(rows.values()) at once: nothing limits how many run
`),
  python('the connection is made deeper down', `
async def open_one(host):
    return await asyncio.open_connection(host, 80)

async def greet(host):
    reader, writer = await open_one(host)
    writer.close()

async def greet_all(hosts):
    await asyncio.gather(*[greet(host) for host in hosts])
                           ~~~~~~~~~~~ greet(…) is started for every item of hosts at once: nothing limits how many run
`),
  python('quiet: a semaphore in the called function, around the call, an unknown manager', `
limit = asyncio.Semaphore(5)

async def limited(session: aiohttp.ClientSession, url):
    async with limit:
        return await fetch(session, url)

async def one(session: aiohttp.ClientSession, url, manager):
    async with manager:
        return await fetch(session, url)

async def all_of_them(session: aiohttp.ClientSession, urls, manager):
    await asyncio.gather(*(limited(session, url) for url in urls))
    await asyncio.gather(*(one(session, url, manager) for url in urls))
`),
  python('quiet: few of them', `
HOSTS = ["a", "b"]

class Site:
    ALL = ("a", "b")

async def few(session: aiohttp.ClientSession, urls):
    await asyncio.gather(*(fetch(session, url) for url in ["a", "b"]))
    await asyncio.gather(*(fetch(session, url) for url in HOSTS))
    await asyncio.gather(*(fetch(session, url) for url in Site.ALL))
    await asyncio.gather(*(fetch(session, str(i)) for i in range(3)))
    await asyncio.gather(*(fetch(session, url) for url in urls[:10]))
    await asyncio.gather(fetch(session, "a"), fetch(session, "b"))
    for start in range(0, len(urls), 10):
        batch = urls[start:start + 10]
        await asyncio.gather(*(fetch(session, url) for url in batch))
`),
  python('quiet: no connection, or not known', `
async def wait(n):
    await asyncio.sleep(n)

async def many(ns, work):
    await asyncio.gather(*(wait(n) for n in ns))
    await asyncio.gather(*(work(n) for n in ns))

async def threads(paths):
    await asyncio.gather(*(asyncio.to_thread(print, path) for path in paths))
`),
  python('quiet: a wait in the loop sets the pace', `
async def paced(session: aiohttp.ClientSession, urls):
    async with asyncio.TaskGroup() as group:
        for url in urls:
            group.create_task(fetch(session, url))
            await asyncio.sleep(0.1)
`),
  python('quiet: the client has a limit', `
async def main(urls):
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=10)) as session:
        await asyncio.gather(*(fetch(session, url) for url in urls))
`),
]);
