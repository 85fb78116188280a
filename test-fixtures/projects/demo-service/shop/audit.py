"""Who did what: an audit trail, and a worker that flushes it."""
import asyncio


class Audit:
    def __init__(self):
        self.records = []

    async def record(self, who):
        await asyncio.sleep(0.01)
        self.records.append(who)


class Flusher:
    """Runs as long as the application."""

    def __init__(self, audit):
        self.audit = audit
        self._task = None
        self.flushed = 0

    async def start(self):
        self._task = asyncio.create_task(self._run())

    async def stop(self):
        self.flushed = len(self.audit.records)

    async def _run(self):
        while True:
            await asyncio.sleep(0.02)
            self.flushed = len(self.audit.records)
