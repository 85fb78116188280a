import asyncio

async def produce(queue, consumers):
    for number in range(10):
        await queue.put(number)
    for _ in range(consumers):
        await queue.put(None)

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
    await asyncio.gather(produce(queue, 2), consume(queue), consume(queue))

asyncio.run(main())
