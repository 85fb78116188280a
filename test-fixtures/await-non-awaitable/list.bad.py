# symptom: type-error
# prints: 3
"""A list of coroutines is no coroutine."""
import asyncio


async def square(n):
    await asyncio.sleep(0)
    return n * n


async def main():
    results = await [square(n) for n in range(3)]  # expect: await-non-awaitable
    print(len(results))


asyncio.run(main())
