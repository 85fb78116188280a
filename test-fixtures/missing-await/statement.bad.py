# symptom: never-awaited
# fix: Await
# prints: saved 1
# prints: saved 2
"""The call that saves the second row is only a coroutine object."""
import asyncio


async def save(row):
    await asyncio.sleep(0)
    print("saved", row)


async def main():
    await save(1)
    save(2)  # expect: missing-await


asyncio.run(main())
