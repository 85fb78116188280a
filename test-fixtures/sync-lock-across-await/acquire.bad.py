# symptom: hang
# prints: first
# prints: second
"""`acquire` … `release` around an await."""
import asyncio
import threading

lock = threading.Lock()


async def step(name):
    lock.acquire()  # expect: sync-lock-across-await
    try:
        await asyncio.sleep(0.01)
        print(name)
    finally:
        lock.release()


async def main():
    await asyncio.gather(step("first"), step("second"))


asyncio.run(main())
