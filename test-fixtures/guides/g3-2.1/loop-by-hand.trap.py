import asyncio

async def work():
    await asyncio.sleep(0)

loop = asyncio.get_event_loop()
loop.run_until_complete(work())  # expect: legacy-event-loop
