import asyncio


def load(key):
    await asyncio.sleep(0)
    return key
