import asyncio
import aiohttp

async def status(address):
    async with aiohttp.ClientSession() as session:  # expect: session-per-request
        async with session.get(address) as response:
            return response.status

async def main():
    print(await asyncio.gather(*[status(address) for address in ("http://localhost/1", "http://localhost/2")]))
