# symptom: still-pending
# prints: nothing to do
"""A return that forgets the task started above it."""
import asyncio


async def warm_up():
    await asyncio.sleep(5)


async def load(names):
    warm = asyncio.create_task(warm_up())  # expect: uncancelled-task
    if not names:
        return "nothing to do"
    await warm
    return "loaded"


async def main():
    print(await load([]))
    await asyncio.sleep(0)
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        print("still pending:", task.get_coro().__name__)


asyncio.run(main())
