import asyncio

async def beat():
    await asyncio.sleep(0.1)
    return "beat"

async def start():
    task = asyncio.create_task(beat())
    print(await task)

asyncio.run(start())
