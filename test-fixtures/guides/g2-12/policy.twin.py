import asyncio
import uvloop

async def main():
    await asyncio.sleep(0)

uvloop.run(main())
