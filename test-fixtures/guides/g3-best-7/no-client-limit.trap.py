import aiohttp

async def page(address):
    endless = aiohttp.ClientTimeout(total=None)  # expect: missing-timeout
    async with aiohttp.ClientSession(timeout=endless) as session:
        async with session.get(address) as response:
            return await response.text()
