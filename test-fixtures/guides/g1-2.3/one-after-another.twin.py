import asyncio

async def load(number):
    await asyncio.sleep(0.1)
    return number

async def main():
    first, second = await asyncio.gather(load(1), load(2))
    print(first + second)
    third = asyncio.create_task(load(3))
    fourth = asyncio.create_task(load(4))
    await third
    await fourth

asyncio.run(main())
