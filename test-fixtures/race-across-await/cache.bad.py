# symptom: wrong-output
# prints: loaded 1
"""A cache that is asked for one key by several tasks loads it for each of them."""
import asyncio

cache = {}
loaded = 0


async def load(key):
    global loaded
    loaded += 1
    await asyncio.sleep(0.01)
    return key.upper()


async def cached(key):
    value = cache.get(key)
    if value is None:
        value = await load(key)
        cache[key] = value  # expect: race-across-await
    return value


async def main():
    await asyncio.gather(cached("a"), cached("a"))
    print("loaded", loaded)


asyncio.run(main())
