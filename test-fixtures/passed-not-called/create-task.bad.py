# symptom: type-error
# prints: started
# prints: got 3
"""The task is given the function, and so is gather."""
import asyncio


async def fetch(n=1):
    await asyncio.sleep(0)
    return n


async def main():
    print("started")
    task = asyncio.create_task(fetch)  # expect: passed-not-called
    parts = await asyncio.gather(fetch(1), fetch)  # expect: passed-not-called
    print("got", sum(parts) + await task)


asyncio.run(main())
