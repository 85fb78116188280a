# symptom: hang
# prints: handled 1
# prints: handled 3
# prints: joined
"""An item that is skipped is never reported as done."""
import asyncio


async def worker(queue):
    while True:
        item = await queue.get()  # expect: queue-protocol
        if item % 2 == 0:
            continue
        print("handled", item)
        queue.task_done()


async def main():
    queue = asyncio.Queue()
    task = asyncio.create_task(worker(queue))
    for item in (1, 2, 3):
        queue.put_nowait(item)
    await queue.join()
    print("joined")
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


asyncio.run(main())
