# symptom: lost-task
# prints: audited login
"""The only reference to the waiting task is the one from what it waits for: the collector takes both."""
import asyncio
import gc
import weakref


class Waiters:
    """Tells everyone who still listens; listeners are not kept alive."""

    def __init__(self):
        self.futures = weakref.WeakSet()

    async def wait(self):
        future = asyncio.get_running_loop().create_future()
        self.futures.add(future)
        return await future

    def tell(self, value):
        for future in list(self.futures):
            future.set_result(value)


async def audit(waiters: Waiters):
    print("audited", await waiters.wait())


async def handler(waiters: Waiters):
    asyncio.create_task(audit(waiters))  # expect: dangling-task


async def main():
    waiters = Waiters()
    await handler(waiters)
    await asyncio.sleep(0.01)
    gc.collect()
    waiters.tell("login")
    await asyncio.sleep(0.01)


asyncio.run(main())
