import asyncio

async def answer():
    await asyncio.sleep(10)
    return "done"

async def limited():
    try:
        print(await asyncio.wait_for(answer(), timeout=0.1))
    except asyncio.TimeoutError:
        print("too slow")

asyncio.run(limited())
