# symptom: type-error
# prints: working
# prints: reminded tea
"""A reminder is a coroutine. In debug mode asyncio refuses it; otherwise it would never run."""
import asyncio


async def remind(text):
    await asyncio.sleep(0)
    print("reminded", text)


async def main():
    print("working")
    loop = asyncio.get_running_loop()
    loop.call_later(0.01, remind, "tea")  # expect: async-callback
    await asyncio.sleep(0.1)


asyncio.run(main())
