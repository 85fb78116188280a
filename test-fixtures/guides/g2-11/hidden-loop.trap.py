import asyncio

async def load():
    await asyncio.sleep(0)
    return 1

def load_now():
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(load())  # expect: legacy-event-loop
    finally:
        loop.close()

async def handler():
    return load_now()  # expect: nested-event-loop
