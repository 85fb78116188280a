# symptom: wrong-output
# prints: found 3
# prints: connections in use: 0
"""A search that stops at the first hit and then needs the connection again."""
import asyncio


class Pool:
    in_use = 0

    async def acquire(self):
        await asyncio.sleep(0)
        self.in_use += 1

    async def release(self):
        await asyncio.sleep(0)
        self.in_use -= 1


pool = Pool()


async def rows():
    await pool.acquire()
    try:
        for number in range(10):
            await asyncio.sleep(0)
            yield number
    finally:
        await pool.release()


async def find(wanted):
    async for number in rows():  # expect: async-generator-cleanup
        if number == wanted:
            return number


async def main():
    print("found", await find(3))
    print("connections in use:", pool.in_use)


asyncio.run(main())
