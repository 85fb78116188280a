import asyncio

async def fulfil(future):
    await asyncio.sleep(1)
    future.set_result("done")

async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    setter = loop.create_task(fulfil(future))
    print(await future)
    await setter
