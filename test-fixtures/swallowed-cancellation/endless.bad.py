# symptom: hang
# prints: poll 1
# prints: stopped
"""A watcher that nobody can stop: every cancellation is taken for a failed poll."""
import asyncio


async def poll(n):
    print("poll", n)
    await asyncio.sleep(0.05 if n > 1 else 1)


async def watch():
    n = 0
    while True:
        n += 1
        try:
            await poll(n)
        except BaseException:  # expect: swallowed-cancellation
            await asyncio.sleep(0)


async def main():
    watcher = asyncio.create_task(watch())
    await asyncio.sleep(0.1)
    watcher.cancel()
    await asyncio.wait([watcher])
    print("stopped")


asyncio.run(main())
