import asyncio

class Monitor:
    def start(self):
        self._task = asyncio.create_task(self._watch())  # expect: uncancelled-task

    async def _watch(self):
        while True:
            await asyncio.sleep(1)

    async def close(self):
        print("closed")
