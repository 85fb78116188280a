# symptom: never-awaited
# prints: 3 done
"""asyncio.wait no longer makes tasks of coroutines."""
import asyncio


async def work(n):
    await asyncio.sleep(0)
    return n


async def main():
    done, _ = await asyncio.wait([work(n) for n in range(3)])  # expect: legacy-event-loop
    print(len([task.result() for task in done]), "done")


asyncio.run(main())
