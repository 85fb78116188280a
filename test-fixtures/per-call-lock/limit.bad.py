# symptom: wrong-output
# prints: at most 2 at once
"""A limit that every request makes anew limits nothing."""
import asyncio


class Client:
    def __init__(self):
        self.running = 0
        self.most = 0

    async def fetch(self):
        limit = asyncio.Semaphore(2)  # expect: per-call-lock
        async with limit:
            self.running += 1
            self.most = max(self.most, self.running)
            await asyncio.sleep(0.01)
            self.running -= 1


async def main():
    client = Client()
    await asyncio.gather(*(client.fetch() for _ in range(6)))
    print("at most", client.most, "at once")


asyncio.run(main())
