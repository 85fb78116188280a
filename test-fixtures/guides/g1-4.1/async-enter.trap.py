import asyncio

class Door:
    async def __enter__(self):  # expect: async-protocol-method
        await asyncio.sleep(0)
        return self

    async def __exit__(self, kind, error, traceback):  # expect: async-protocol-method
        await asyncio.sleep(0)
