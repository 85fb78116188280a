import asyncio

class Gate:
    def __init__(self):
        self.opened = asyncio.Event()

    async def open(self):
        await asyncio.sleep(2)
        self.opened.set()

    async def passed(self):
        await self.opened.wait()
