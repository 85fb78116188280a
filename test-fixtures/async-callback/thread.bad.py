# symptom: never-awaited
# prints: 1 in its own loop
# prints: 2 on the loop
"""A thread and an executor are given coroutine functions."""
import asyncio
import threading


async def work(n=1, where="in its own loop"):
    await asyncio.sleep(0)
    print(n, where)


async def main():
    thread = threading.Thread(target=work)  # expect: async-callback
    thread.start()
    while thread.is_alive():
        await asyncio.sleep(0.01)
    await asyncio.to_thread(work, 2, "on the loop")  # expect: async-callback


asyncio.run(main())
