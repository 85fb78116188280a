import asyncio

class Door:
    async def __aenter__(self):
        await asyncio.sleep(0)
        return self

    async def __aexit__(self, kind, error, traceback):
        await asyncio.sleep(0)

async def enter():
    with Door():  # expect: sync-protocol
        print("inside")

asyncio.run(enter())
