# symptom: wrong-output
# prints: total 3
"""Each call counts under a lock of its own, so all of them read the same number."""
import asyncio

total = 0


async def count():
    global total
    lock = asyncio.Lock()  # expect: per-call-lock
    async with lock:
        before = total
        await asyncio.sleep(0.01)
        total = before + 1


async def main():
    await asyncio.gather(count(), count(), count())
    print("total", total)


asyncio.run(main())
