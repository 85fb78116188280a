import asyncio

async def load(address):
    await asyncio.sleep(0)
    return address

async def main():
    one = await load("a")  # expect: sequential-await
    two = await load("b")
    three = await load("c")
    print(one, two, three)
