# symptom: type-error
# prints: loaded main
"""The function was chosen, and is awaited without being called."""
import asyncio


async def load_main():
    await asyncio.sleep(0)
    return "main"


async def main():
    load = load_main
    print("loaded", await load)  # expect: passed-not-called


asyncio.run(main())
