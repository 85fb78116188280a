import asyncio
import threading

lock = threading.Lock()

async def deposit():
    with lock:  # expect: sync-lock-across-await
        await asyncio.sleep(0.1)
