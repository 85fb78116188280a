import asyncio

class Countdown:
    def __init__(self, start):
        self.left = start

    async def __aiter__(self):  # expect: async-protocol-method
        return self

    async def __anext__(self):
        if self.left == 0:
            raise StopIteration  # expect: async-protocol-method
        await asyncio.sleep(0)
        self.left -= 1
        return self.left
