# symptom: hang
# prints: produced 0
# prints: produced 1
# prints: all consumed
"""The example of many a tutorial: one sentinel, two consumers. The second one waits for ever."""
import asyncio


async def producer(queue, n):
    for i in range(n):
        await asyncio.sleep(0.01)
        await queue.put(i)
        print("produced", i)
    await queue.put(None)  # expect: queue-protocol


async def consumer(queue):
    while True:
        item = await queue.get()
        if item is None:
            queue.task_done()
            break
        await asyncio.sleep(0.01)
        queue.task_done()


async def main():
    queue = asyncio.Queue(maxsize=5)
    await asyncio.gather(producer(queue, 2), consumer(queue), consumer(queue))
    print("all consumed")


asyncio.run(main())
