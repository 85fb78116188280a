import asyncio

async def wait_a_little(seconds):
    await asyncio.sleep(seconds)

async def main():
    await wait_a_little(1)  # expect: sequential-await
    await wait_a_little(2)
