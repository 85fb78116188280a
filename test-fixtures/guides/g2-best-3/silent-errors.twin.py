import asyncio

async def save_all(tasks):
    for result in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(result, Exception):
            print("not saved", result)
