import asyncio

async def greet():
    await asyncio.sleep(0)
    print("hello")

async def main():
    greet()  # expect: missing-await

asyncio.run(main())
