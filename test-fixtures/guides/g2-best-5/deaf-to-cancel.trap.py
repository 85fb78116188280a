import asyncio

async def beat():
    while True:
        try:
            await asyncio.sleep(1)
        except asyncio.CancelledError:  # expect: swallowed-cancellation
            print("not now")
