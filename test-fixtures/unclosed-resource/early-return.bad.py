# symptom: unclosed
# prints: no answer
# prints: connections still open: 0
"""A client that gives up on an empty answer and forgets its connection."""
import asyncio

connected = set()


async def answer(reader, writer):
    task = asyncio.current_task()
    connected.add(task)
    try:
        writer.write(b"\n")
        await writer.drain()
        await reader.read()
    finally:
        connected.discard(task)
        writer.close()


async def ask(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)  # expect: unclosed-resource
    line = await reader.readline()
    if line == b"\n":
        return "no answer"
    writer.close()
    await writer.wait_closed()
    return line.decode()


async def main():
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    print(await ask(server.sockets[0].getsockname()[1]))
    for _ in range(20):
        if connected:
            await asyncio.sleep(0.01)
    print("connections still open:", len(connected))
    server.close()


asyncio.run(main())
