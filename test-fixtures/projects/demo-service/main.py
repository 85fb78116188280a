"""Starts the service, sends the same requests as a few customers would, prints what they cost."""
import asyncio
import json
import logging
import time

from shop.app import make_app
from shop.web import get

PATHS = ["/settings", "/dashboard/tea", "/report", "/notify/ada", "/total", "/fastest", "/cached/tea", "/slow", "/greeting"]


async def heartbeat(lags):
    """How late the loop runs what is due: a blocked loop shows here."""
    while True:
        due = time.perf_counter() + 0.01
        await asyncio.sleep(0.01)
        lags.append(time.perf_counter() - due)


async def measure():
    app = make_app()
    server = await app.start()
    lags = []
    beat = asyncio.create_task(heartbeat(lags))
    started = time.perf_counter()
    answers = await asyncio.gather(*(get(app.port, path) for path in PATHS * 2))
    elapsed = time.perf_counter() - started
    await asyncio.sleep(0.05)
    beat.cancel()
    await asyncio.gather(beat, return_exceptions=True)
    await app.stop(server)
    return {
        "seconds": round(elapsed, 3),
        "latest_heartbeat_ms": round(max(lags) * 1000, 1),
        "failed": sum(status != 200 for status, _ in answers),
        "bodies": sorted({f"{path} {body}" for path, (_, body) in zip(PATHS * 2, answers)}),
        "audited": len(app.audit.records),
        "running_tasks": len(asyncio.all_tasks()) - 1,
    }


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    print(json.dumps(asyncio.run(measure()), indent=2))
