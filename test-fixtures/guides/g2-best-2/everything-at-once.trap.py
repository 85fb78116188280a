import asyncio
import aiohttp

async def status(session: aiohttp.ClientSession, address):
    async with session.get(address) as response:
        return response.status

async def check(session: aiohttp.ClientSession, addresses):
    return await asyncio.gather(*[status(session, address) for address in addresses])  # expect: unbounded-concurrency
