import asyncio
import aiohttp

async def download(address):
    async with aiohttp.ClientSession() as session:  # expect: session-per-request
        async with session.get(address) as response:
            content = await response.read()
            with open("copy", "wb") as file:  # expect: blocking-call
                file.write(content)

async def main():
    jobs = [download(address) for address in ("http://localhost/1", "http://localhost/2")]
    await asyncio.gather(*jobs)

loop = asyncio.get_event_loop()
try:
    loop.run_until_complete(main())  # expect: legacy-event-loop
finally:
    loop.close()
