import asyncio

async def load():
    await asyncio.sleep(0)
    return 1

def load_now():
    return asyncio.run(load())

async def handler():
    return await load()
