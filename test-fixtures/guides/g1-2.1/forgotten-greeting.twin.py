import asyncio

async def greet():
    await asyncio.sleep(0)
    print("hello")

async def main():
    await greet()

asyncio.run(main())
