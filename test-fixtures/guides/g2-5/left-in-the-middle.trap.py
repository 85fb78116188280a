import asyncio

async def lines(path):
    process = await asyncio.create_subprocess_exec("tail", "-f", path, stdout=asyncio.subprocess.PIPE)
    try:
        async for line in process.stdout:
            yield line
    finally:
        process.terminate()

async def first_error(path):
    async for line in lines(path):  # expect: async-generator-cleanup
        if b"error" in line:
            return line
