import asyncio

async def main():
    async with asyncio.timeout(2):  # expect: ineffective-timeout
        numbers = list(range(10))
        print(numbers)
