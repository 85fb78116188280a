import asyncio

async def beat():
    await asyncio.sleep(0.1)

async def start():
    asyncio.create_task(beat())  # expect: dangling-task
    await asyncio.sleep(1)

asyncio.run(start())
