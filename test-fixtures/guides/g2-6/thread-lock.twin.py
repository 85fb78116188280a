import asyncio

lock = asyncio.Lock()

async def deposit():
    async with lock:
        await asyncio.sleep(0.1)
