import asyncio

async def load():
    await asyncio.sleep(5)

async def main():
    try:
        async with asyncio.timeout(2):
            await load()
    except TimeoutError:
        print("too slow")
