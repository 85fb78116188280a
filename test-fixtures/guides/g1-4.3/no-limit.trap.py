import asyncio

async def ask(host):
    reader, writer = await asyncio.open_connection(host, 7)  # expect: missing-timeout
    try:
        return await reader.readline()  # expect: missing-timeout
    finally:
        writer.close()

asyncio.run(ask("localhost"))
