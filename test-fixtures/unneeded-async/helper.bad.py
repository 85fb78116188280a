# symptom: elapsed<0.8
# prints: 80000
"""A helper that computes, called as a coroutine for every item."""
import asyncio
import time


async def _next(value):  # expect: unneeded-async
    return value + 1


async def count(limit):
    await asyncio.sleep(0)
    value = 0
    while value < limit:
        value = await _next(value)
    return value


async def main():
    start = time.process_time()
    print(await count(80000))
    print(f"elapsed {time.process_time() - start:.3f}")


asyncio.run(main())
