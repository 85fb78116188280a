import asyncio


class Cache:
    def __init__(self):
        self.entries = {"milk": 1}

    async def has(self, key):
        await asyncio.sleep(0)
        return key in self.entries
