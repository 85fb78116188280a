# symptom: wrong-output
# prints: connections opened: 1
"""Three requests find no connection yet, and all three open one."""
import asyncio


class Client:
    opened = 0

    def __init__(self):
        self.connection = None
        self.lock = asyncio.Lock()

    async def connect(self):
        await asyncio.sleep(0.01)
        Client.opened += 1
        return object()

    async def request(self):
        if self.connection is None:
            self.connection = await self.connect()  # expect: race-across-await
        return self.connection


async def main():
    client = Client()
    await asyncio.gather(*(client.request() for _ in range(3)))
    print("connections opened:", Client.opened)


asyncio.run(main())
