import asyncio

async def inner():
    await asyncio.sleep(0)

async def outer():
    asyncio.run(inner())  # expect: nested-event-loop
