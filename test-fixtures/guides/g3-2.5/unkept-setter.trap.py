import asyncio

async def fulfil(future):
    await asyncio.sleep(1)
    future.set_result("done")

async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.create_task(fulfil(future))  # expect: dangling-task
    print(await future)
