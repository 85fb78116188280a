# symptom: elapsed<0.8
# fix: Run them together in an asyncio.TaskGroup
# prints: hello world
"""As the guides' `say_after`, with results."""
import asyncio
import time


async def say_after(delay, what):
    await asyncio.sleep(delay)
    return what


async def main():
    start = time.perf_counter()
    first = await say_after(0.2, "hello")  # expect: sequential-await
    second = await say_after(0.2, "world")
    print(first, second)
    print(f"elapsed {time.perf_counter() - start:.2f}")


asyncio.run(main())
