import asyncio
from contextlib import aclosing

async def lines(path):
    process = await asyncio.create_subprocess_exec("tail", "-f", path, stdout=asyncio.subprocess.PIPE)
    try:
        async for line in process.stdout:
            yield line
    finally:
        process.terminate()

async def first_error(path):
    async with aclosing(lines(path)) as stream:
        async for line in stream:
            if b"error" in line:
                return line

async def numbers(limit):
    for number in range(limit):
        await asyncio.sleep(0)
        yield number

async def show():
    async for number in numbers(3):
        print(number)
    print([number async for number in numbers(3)])
