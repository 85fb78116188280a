# symptom: runtime-error
# prints: total 3
"""The running loop is asked to run something to its end."""
import asyncio


async def add(a, b):
    await asyncio.sleep(0)
    return a + b


async def main():
    loop = asyncio.get_running_loop()
    total = loop.run_until_complete(add(1, 2))  # expect: nested-event-loop
    print("total", total)


asyncio.run(main())
