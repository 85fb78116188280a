import asyncio

async def work(limit, number):
    async with limit:
        await asyncio.sleep(number)

async def main():
    limit = asyncio.Semaphore(3)
    await asyncio.gather(*[work(limit, number) for number in range(5)])

asyncio.run(main())
