# symptom: wrong-output
# prints: beat
# prints: beat
# prints: beat
# prints: 3600
"""While the hash is made nothing else runs: the heart stops beating."""
import asyncio
import time


def expensive():
    end = time.monotonic() + 0.5
    while time.monotonic() < end:
        time.sleep(0.01)
    return 3600


async def heartbeat():
    for _ in range(3):
        print("beat")
        await asyncio.sleep(0.05)


async def main():
    beat = asyncio.create_task(heartbeat())
    await asyncio.sleep(0)
    print(expensive())  # expect: blocking-call
    await beat


asyncio.run(main())
