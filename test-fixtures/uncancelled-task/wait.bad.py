# symptom: still-pending
# prints: fastest 0.05
"""The race is won, the losers run on."""
import asyncio


async def probe(delay):
    await asyncio.sleep(delay)
    return delay


async def fastest():
    tasks = [asyncio.create_task(probe(delay)) for delay in (0.05, 5)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)  # expect: uncancelled-task
    return done.pop().result()


async def main():
    print("fastest", await fastest())
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        print("still pending:", task.get_coro().__name__)


asyncio.run(main())
