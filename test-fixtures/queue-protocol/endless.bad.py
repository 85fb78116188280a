# symptom: still-pending
# prints: printed 1
# prints: printed 2
"""The workers of a finished job go on waiting for items."""
import asyncio


async def worker(queue):
    while True:
        item = await queue.get()
        print("printed", item)
        queue.task_done()


async def job(items):
    queue = asyncio.Queue()
    workers = [asyncio.create_task(worker(queue)) for _ in range(2)]
    for item in items:
        queue.put_nowait(item)
    await queue.join()  # expect: queue-protocol
    return len(workers)


async def main():
    await job([1, 2])
    await asyncio.sleep(0.01)
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        print("still pending:", task.get_coro().__name__)


asyncio.run(main())
