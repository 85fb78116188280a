# symptom: lost-task
# prints: job finished
# prints: reported
"""A callback does not keep the task either."""
import asyncio
import gc
import weakref

waiting = weakref.WeakSet()


async def job():
    future = asyncio.get_running_loop().create_future()
    waiting.add(future)
    await future
    print("job finished")


def report(task):
    print("reported")


async def main():
    asyncio.ensure_future(job()).add_done_callback(report)  # expect: dangling-task
    await asyncio.sleep(0.01)
    gc.collect()
    for future in list(waiting):
        future.set_result(None)
    await asyncio.sleep(0.01)


asyncio.run(main())
