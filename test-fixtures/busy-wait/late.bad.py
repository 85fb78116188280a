# symptom: elapsed<0.5
# prints: ready
"""A poller notices after half a second what is true after a hundredth."""
import asyncio
import time


class Service:
    def __init__(self):
        self.ready = False

    async def start(self):
        await asyncio.sleep(0.01)
        self.ready = True

    async def until_ready(self):
        while not self.ready:  # expect: busy-wait
            await asyncio.sleep(0.5)


async def main():
    service = Service()
    begin = time.perf_counter()
    await asyncio.gather(service.start(), service.until_ready())
    print("ready")
    print(f"elapsed {time.perf_counter() - begin:.2f}")


asyncio.run(main())
