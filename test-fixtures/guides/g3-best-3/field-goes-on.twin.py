import asyncio

class Monitor:
    def start(self):
        self._task = asyncio.create_task(self._watch())

    async def _watch(self):
        while True:
            await asyncio.sleep(1)

    async def close(self):
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
