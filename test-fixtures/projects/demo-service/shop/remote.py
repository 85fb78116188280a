"""Other services, as coroutines."""
import asyncio


async def price_of(name):
    await asyncio.sleep(0.1)
    return len(name) * 3


async def stock_of(name):
    await asyncio.sleep(0.1)
    return len(name) * 7


async def rating_of(name):
    await asyncio.sleep(0.1)
    return 4


async def ask_mirror(delay):
    await asyncio.sleep(delay)
    return "mirror answered"
