import asyncio

async def tell():
    await asyncio.sleep(0)
    print("now")

async def main():
    loop = asyncio.get_running_loop()
    loop.call_soon(tell)  # expect: async-callback
    await asyncio.sleep(1)

asyncio.run(main())
