import asyncio

balance = 0

async def deposit():
    global balance
    before = balance
    await asyncio.sleep(0.1)
    balance = before + 1  # expect: race-across-await

async def main():
    await asyncio.gather(*[deposit() for _ in range(5)])

asyncio.run(main())
