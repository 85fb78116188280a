# symptom: unclosed
# prints: bad answer
"""A client whose connection stays open when the answer is not what it expects."""
import asyncio


async def answer(reader, writer):
    writer.write(b"nonsense")
    await writer.drain()
    writer.close()


async def ask(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)  # expect: unclosed-resource
    number = await reader.readexactly(100)
    writer.close()
    await writer.wait_closed()
    return number


async def main():
    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        try:
            await ask(server.sockets[0].getsockname()[1])
        except asyncio.IncompleteReadError:
            print("bad answer")


asyncio.run(main())
