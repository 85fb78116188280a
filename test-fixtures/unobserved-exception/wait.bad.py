# symptom: unobserved
# prints: failed: disk full
"""A task that failed is done, too."""
import asyncio
import gc


async def save(n):
    if n == 2:
        raise OSError("disk full")


async def save_all():
    tasks = [asyncio.create_task(save(n)) for n in range(4)]
    await asyncio.wait(tasks)  # expect: unobserved-exception
    print("all saved")


async def main():
    try:
        await save_all()
    except OSError as error:
        print("failed:", error)
    gc.collect()


asyncio.run(main())
