# symptom: never-awaited
# prints: fetched 1
# prints: ticked
"""A coroutine is sent to a thread and another one to the loop's callbacks."""
import asyncio


async def fetch(n):
    await asyncio.sleep(0)
    print("fetched", n)


async def tick():
    print("ticked")


async def main():
    loop = asyncio.get_running_loop()
    await asyncio.to_thread(fetch(1))  # expect: called-not-passed
    loop.call_soon(tick())  # expect: called-not-passed
    await asyncio.sleep(0.05)


asyncio.run(main())
