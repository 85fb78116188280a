import asyncio

async def probe(seconds):
    await asyncio.sleep(seconds)
    return seconds

async def fastest():
    tasks = [asyncio.create_task(probe(seconds)) for seconds in (3, 1, 2)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)  # expect: uncancelled-task
    return done.pop().result()
