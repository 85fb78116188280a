# symptom: slow-callback
# prints: paused
"""The loop sleeps, and everybody on it."""
import asyncio
import time


async def main():
    time.sleep(0.3)  # expect: blocking-call
    print("paused")


asyncio.run(main())
