import asyncio

async def load(address):
    await asyncio.sleep(0)
    return address

async def main():
    one, two, three = await asyncio.gather(load("a"), load("b"), load("c"))
    print(one, two, three)
