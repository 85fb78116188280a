import asyncio
import aiofiles
import aiohttp

async def download(session, address):
    async with session.get(address) as response:
        content = await response.read()
    async with aiofiles.open("copy", "wb") as file:
        await file.write(content)

async def main():
    async with aiohttp.ClientSession() as session:
        jobs = [download(session, address) for address in ("http://localhost/1", "http://localhost/2")]
        await asyncio.gather(*jobs)

asyncio.run(main())
