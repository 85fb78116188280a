import asyncio

class Gate:
    def __init__(self):
        self.is_open = False

    async def open(self):
        await asyncio.sleep(2)
        self.is_open = True

    async def passed(self):
        while not self.is_open:  # expect: busy-wait
            await asyncio.sleep(0.1)
