# symptom: slow-callback
# prints: got 42
"""A queue of threads, known by the type of an annotated parameter."""
import asyncio
import queue
import threading


async def take(jobs: queue.Queue):
    print("got", jobs.get(timeout=5))  # expect: blocking-call


def produce(jobs):
    threading.Event().wait(0.3)
    jobs.put(42)


async def main():
    jobs = queue.Queue()
    threading.Thread(target=produce, args=(jobs,)).start()
    await take(jobs)


asyncio.run(main())
