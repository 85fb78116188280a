import asyncio
import nest_asyncio

async def main():
    await asyncio.sleep(0)

nest_asyncio.apply()  # expect: nested-event-loop
asyncio.run(main())
