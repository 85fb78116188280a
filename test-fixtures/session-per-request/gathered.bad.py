# symptom: wrong-output
# prints: got 3 pages
# prints: connections made: 1
"""Pages fetched together. `aiohttp` is a stand-in here that counts connections, so that the proof needs no network."""
import asyncio
import sys
import types

connections = []


class ClientSession:
    def __init__(self):
        connections.append(self)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        await asyncio.sleep(0)

    async def get(self, url):
        await asyncio.sleep(0.01)
        return f"page of {url}"


sys.modules["aiohttp"] = types.SimpleNamespace(ClientSession=ClientSession)

import aiohttp  # noqa: E402


async def fetch(url):
    async with aiohttp.ClientSession() as session:  # expect: session-per-request
        return await session.get(url)


async def main():
    pages = await asyncio.gather(*[fetch(url) for url in ("a", "b", "c")])
    print("got", len(pages), "pages")
    print("connections made:", len(connections))


asyncio.run(main())
