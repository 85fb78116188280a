# symptom: type-error
# prints: 5
"""The results are to be added up, and are coroutines."""
import asyncio


async def square(n):
    await asyncio.sleep(0)
    return n * n


async def main():
    print(sum(map(square, range(3))))  # expect: async-callback


asyncio.run(main())
