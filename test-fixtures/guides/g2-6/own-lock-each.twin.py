import asyncio

async def deposit(limit):
    async with limit:
        await asyncio.sleep(0.1)

async def main():
    limit = asyncio.Semaphore(10)
    await asyncio.gather(*[deposit(limit) for _ in range(100)])
