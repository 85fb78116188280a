import asyncio
import time


async def fetch():
    await asyncio.sleep(0)
    return "data"


async def main():
    label = "😀"; fetch()
    print(label)


async def nap():
    time.sleep(1)


asyncio.run(main())
