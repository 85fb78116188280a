import asyncio

async def load(number):
    await asyncio.sleep(0.1)
    return number

async def main():
    first = await load(1)  # expect: sequential-await
    second = await load(2)
    print(first + second)

asyncio.run(main())
