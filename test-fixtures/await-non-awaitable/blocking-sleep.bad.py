# symptom: type-error
# prints: tick
# prints: tick
# prints: done
"""The sleep of the wrong library: it sleeps, then the await fails."""
import asyncio
import time


async def clock():
    for _ in range(2):
        print("tick")
        await time.sleep(0.01)  # expect: await-non-awaitable


async def main():
    await clock()
    print("done")


asyncio.run(main())
