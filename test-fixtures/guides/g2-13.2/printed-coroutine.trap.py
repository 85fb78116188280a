import asyncio

async def load():
    await asyncio.sleep(0)
    return 1

async def main():
    result = load()  # expect: missing-await
    print(result)
