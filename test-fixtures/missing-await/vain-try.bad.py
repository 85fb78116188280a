# symptom: never-awaited
# prints: not reachable
"""A handler that waits in vain: making a coroutine raises none of its errors."""
import asyncio


async def fetch(url: str):
    await asyncio.sleep(0)
    raise ConnectionError(url)


async def load(url: str, pages):
    try:
        page = fetch(url)  # expect: missing-await
    except ConnectionError:
        print("not reachable")
        return
    pages.append(page)


asyncio.run(load("https://example.org", []))
