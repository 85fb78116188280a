import asyncio

def pause():
    await asyncio.sleep(1)  # expect: await-outside-async
