import asyncio

async def deposit():
    limit = asyncio.Semaphore(10)  # expect: per-call-lock
    async with limit:
        await asyncio.sleep(0.1)
