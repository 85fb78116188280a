# symptom: runtime-error
# prints: got item
"""A thread that fills the queue of a loop."""
import asyncio


def produce(queue: asyncio.Queue, loop: asyncio.AbstractEventLoop):
    queue.put_nowait("item")  # expect: cross-thread-loop-call


async def main():
    queue = asyncio.Queue()
    getting = asyncio.create_task(queue.get())
    await asyncio.sleep(0)
    await asyncio.to_thread(produce, queue, asyncio.get_running_loop())
    print("got", await getting)


asyncio.run(main())
