import asyncio
import aiohttp

async def page(session, address):
    async with session.get(address) as response:
        return await response.text()

async def main():
    async with aiohttp.ClientSession() as session:
        print(await asyncio.gather(page(session, "http://localhost/1"), page(session, "http://localhost/2")))

async def single(address):
    async with aiohttp.ClientSession() as session:
        async with session.get(address) as response:
            return await response.text()
