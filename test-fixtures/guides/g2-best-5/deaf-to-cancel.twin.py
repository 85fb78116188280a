import asyncio

async def beat():
    await asyncio.sleep(1)

async def stop_early():
    task = asyncio.create_task(beat())
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        pass
