import asyncio
import aiohttp

async def status(session, address):
    async with session.get(address) as response:
        return response.status

async def main():
    async with aiohttp.ClientSession() as session:
        print(await asyncio.gather(*[status(session, address) for address in ("http://localhost/1", "http://localhost/2")]))
