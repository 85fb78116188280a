import asyncio

async def beat():
    await asyncio.sleep(1)

async def stop_early():
    task = asyncio.create_task(beat())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
