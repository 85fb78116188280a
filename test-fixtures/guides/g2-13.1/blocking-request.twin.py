import asyncio
import aiohttp

async def page(address):
    await asyncio.sleep(1)
    async with aiohttp.ClientSession() as session:
        async with session.get(address) as response:
            return await response.text()
