# symptom: wrong-output
# prints: too slow
"""A pause that no limit can cut short."""
import asyncio
import time


async def load():
    try:
        async with asyncio.timeout(0.05):  # expect: ineffective-timeout
            time.sleep(0.3)  # expect: blocking-call
            print("loaded")
    except TimeoutError:
        print("too slow")


asyncio.run(load())
