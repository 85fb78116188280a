import asyncio
import aiohttp

async def status(session: aiohttp.ClientSession, limit, address):
    async with limit:
        async with session.get(address) as response:
            return response.status

async def check(session: aiohttp.ClientSession, addresses):
    limit = asyncio.Semaphore(20)
    return await asyncio.gather(*[status(session, limit, address) for address in addresses])
