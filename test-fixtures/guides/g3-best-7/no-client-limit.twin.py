import aiohttp

async def page(address):
    limit = aiohttp.ClientTimeout(total=10)
    async with aiohttp.ClientSession(timeout=limit) as session:
        async with session.get(address) as response:
            return await response.text()
