import asyncio

async def produce(queue):
    for number in range(10):
        await queue.put(number)
    await queue.put(None)  # expect: queue-protocol

async def consume(queue):
    while True:
        number = await queue.get()
        if number is None:
            queue.task_done()
            break
        await asyncio.sleep(0.1)
        queue.task_done()

async def main():
    queue = asyncio.Queue(maxsize=5)
    await asyncio.gather(produce(queue), consume(queue), consume(queue))

asyncio.run(main())
