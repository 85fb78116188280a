import asyncio
import aiohttp

async def page(address):
    async with aiohttp.ClientSession() as session:  # expect: session-per-request
        async with session.get(address) as response:
            return await response.text()

async def main(addresses):
    for address in addresses:
        print(await page(address))
