import asyncio

async def divide(number):
    await asyncio.sleep(0)
    return 1 / number

async def total():
    results = await asyncio.gather(divide(1), divide(0), return_exceptions=True)
    for result in results:
        if isinstance(result, Exception):
            print("failed", result)
        else:
            print(result + 1)

asyncio.run(total())
