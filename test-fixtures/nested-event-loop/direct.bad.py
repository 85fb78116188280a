# symptom: runtime-error
# prints: inner ran
# prints: done
"""asyncio.run inside a coroutine."""
import asyncio


async def inner():
    await asyncio.sleep(0)
    print("inner ran")


async def outer():
    asyncio.run(inner())  # expect: nested-event-loop
    print("done")


asyncio.run(outer())
