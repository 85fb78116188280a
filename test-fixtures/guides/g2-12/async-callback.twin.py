import asyncio

async def main():
    loop = asyncio.get_running_loop()
    loop.call_soon(print, "now")
    loop.call_later(0.2, print, "soon")
    loop.call_at(loop.time() + 0.5, print, "later")
    await asyncio.sleep(1)

asyncio.run(main())
