import asyncio

async def ask(host):
    async with asyncio.timeout(10):
        reader, writer = await asyncio.open_connection(host, 7)
        try:
            return await reader.readline()
        finally:
            writer.close()

asyncio.run(ask("localhost"))
