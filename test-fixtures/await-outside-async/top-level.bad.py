# symptom: syntax-error
# prints: loaded 2
"""A script that worked in a notebook."""
import asyncio


async def load(n):
    await asyncio.sleep(0)
    return n


value = await load(2)  # expect: await-outside-async
print("loaded", value)
