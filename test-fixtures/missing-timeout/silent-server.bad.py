# symptom: hang
# prints: no answer
"""A server that accepts the question and never answers. The clock runs a hundred times as fast here as outside."""
import asyncio
import math

gone = asyncio.Event()


async def silent(reader, writer):
    await reader.read()
    writer.close()
    gone.set()


async def ask(port):
    async with asyncio.timeout(30):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        answer = await reader.readline()  # expect: missing-timeout
        return answer.decode()
    except TimeoutError:
        return "no answer"
    finally:
        writer.close()
        await writer.wait_closed()


async def tick():
    while True:
        await asyncio.sleep(0.01)


async def main():
    loop = asyncio.get_running_loop()
    outside = loop.time
    loop.slow_callback_duration = math.inf
    loop.time = lambda: outside() * 100
    ticking = asyncio.create_task(tick())
    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    print(await ask(server.sockets[0].getsockname()[1]))
    await gone.wait()
    ticking.cancel()
    server.close()


asyncio.run(main())
