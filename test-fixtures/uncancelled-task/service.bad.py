# symptom: still-pending
# prints: stopped
"""A service whose worker outlives it."""
import asyncio


class Service:
    def __init__(self):
        self._worker = None

    async def start(self):
        self._worker = asyncio.create_task(self._run())  # expect: uncancelled-task

    async def _run(self):
        while True:
            await asyncio.sleep(0.05)

    async def stop(self):
        print("stopped")


async def main():
    service = Service()
    await service.start()
    await asyncio.sleep(0.1)
    await service.stop()
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        print("still pending:", task.get_coro().__name__)


asyncio.run(main())
