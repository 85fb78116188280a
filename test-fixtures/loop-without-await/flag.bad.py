# symptom: hang
# prints: ready
"""What the loop waits for can only happen when it lets somebody else run."""
import asyncio


class Service:
    def __init__(self):
        self.ready = False

    async def start(self):
        self.ready = True

    async def until_ready(self):
        while not self.ready:  # expect: loop-without-await
            pass


async def main():
    service = Service()
    starting = asyncio.create_task(service.start())
    await service.until_ready()
    await starting
    print("ready")


asyncio.run(main())
