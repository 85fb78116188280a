# symptom: still-pending
# prints: cleaned up
# prints: stopped
"""Cancelling only asks: the task ends when the loop gets round to it."""
import asyncio


async def session():
    try:
        await asyncio.sleep(5)
    finally:
        print("cleaned up")


async def visit():
    task = asyncio.create_task(session())
    await asyncio.sleep(0)
    task.cancel()  # expect: uncancelled-task


async def main():
    await visit()
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        print("still pending:", task.get_coro().__name__)
    print("stopped")


asyncio.run(main())
