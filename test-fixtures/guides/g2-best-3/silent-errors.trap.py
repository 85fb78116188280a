import asyncio

async def save_all(tasks):
    results = await asyncio.gather(*tasks, return_exceptions=True)  # expect: unobserved-exception
