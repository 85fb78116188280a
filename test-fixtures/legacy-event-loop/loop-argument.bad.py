# symptom: wrong-output
# prints: got 1
"""Queues find their loop by themselves, and take none any more."""
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    queue = asyncio.Queue(loop=loop)  # expect: legacy-event-loop
    queue.put_nowait(1)
    print("got", await queue.get())


asyncio.run(main())
