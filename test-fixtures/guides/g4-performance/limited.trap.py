import asyncio

async def work(number):
    limit = asyncio.Semaphore(3)  # expect: per-call-lock
    async with limit:
        await asyncio.sleep(number)

async def main():
    await asyncio.gather(*[work(number) for number in range(5)])

asyncio.run(main())
