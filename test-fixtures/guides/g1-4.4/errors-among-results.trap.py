import asyncio

async def divide(number):
    await asyncio.sleep(0)
    return 1 / number

async def total():
    results = await asyncio.gather(divide(1), divide(0), return_exceptions=True)  # expect: unobserved-exception
    for result in results:
        print(result + 1)

asyncio.run(total())
