import asyncio

async def main():
    future = asyncio.get_event_loop().create_future()  # expect: legacy-event-loop
    future.set_result(1)
    print(await future)

asyncio.run(main())
