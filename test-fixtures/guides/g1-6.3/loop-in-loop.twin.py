import asyncio

async def inner():
    await asyncio.sleep(0)

async def outer():
    await inner()
