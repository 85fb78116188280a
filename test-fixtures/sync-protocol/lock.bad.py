# symptom: type-error
# prints: 2
# prints: [0, 1, 2]
"""A lock and a generator of asyncio in plain statements, in a helper that is not even async."""
import asyncio


async def numbers():
    for n in range(3):
        await asyncio.sleep(0)
        yield n


class Counter:
    def __init__(self):
        self.lock = asyncio.Lock()
        self.value = 1

    def increase(self):
        with self.lock:  # expect: sync-protocol
            self.value += 1


async def main():
    counter = Counter()
    counter.increase()
    print(counter.value)
    print([n for n in numbers()])  # expect: sync-protocol


asyncio.run(main())
