import asyncio

lock = asyncio.Lock()
balance = 0

async def deposit():
    global balance
    async with lock:
        before = balance
        await asyncio.sleep(0.1)
        balance = before + 1

async def main():
    await asyncio.gather(*[deposit() for _ in range(5)])

asyncio.run(main())
