# symptom: hang
# prints: first 0
# prints: second 0
"""A loop that is left early, and then somebody else who needs the lock that its generator holds."""
import asyncio

lock = asyncio.Lock()


async def rows():
    async with lock:
        for number in range(10):
            await asyncio.sleep(0)
            yield number


async def main():
    source = rows()
    async for number in source:  # expect: async-generator-cleanup
        print("first", number)
        break
    async with lock:
        print("second", number)


asyncio.run(main())
