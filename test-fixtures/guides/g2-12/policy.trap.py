import asyncio
import uvloop

async def main():
    await asyncio.sleep(0)

asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())  # expect: legacy-event-loop
asyncio.run(main())
