import asyncio

async def wait_a_little(seconds):
    await asyncio.sleep(seconds)

async def main():
    one = asyncio.create_task(wait_a_little(1))
    two = asyncio.create_task(wait_a_little(2))
    await one
    await two
