import aiofiles

async def text_of(path):
    async with aiofiles.open(path, encoding="utf-8") as file:
        return await file.read()
