import asyncio

async def probe(seconds):
    await asyncio.sleep(seconds)
    return seconds

async def fastest():
    tasks = [asyncio.create_task(probe(seconds)) for seconds in (3, 1, 2)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    return done.pop().result()
