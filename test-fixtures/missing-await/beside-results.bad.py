# symptom: never-awaited
# prints: ada bob
"""Results of two ways to the same place, of which one is awaited only."""
import asyncio


async def load(name: str) -> str:
    await asyncio.sleep(0)
    return name


async def user(name: str, cache: dict):
    if name in cache:
        return await load(cache[name])
    return load(name)  # expect: missing-await


async def main():
    first, second = await user("a", {"a": "ada"}), await user("bob", {})
    print(first, second if isinstance(second, str) else "nobody")


asyncio.run(main())
