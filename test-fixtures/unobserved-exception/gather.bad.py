# symptom: wrong-output
# prints: failed: disk full
"""Exceptions among the results, and nobody looks."""
import asyncio


async def save(n):
    if n == 2:
        raise OSError("disk full")


async def save_all():
    await asyncio.gather(*(save(n) for n in range(4)), return_exceptions=True)  # expect: unobserved-exception
    print("all saved")


async def main():
    try:
        await save_all()
    except OSError as error:
        print("failed:", error)


asyncio.run(main())
