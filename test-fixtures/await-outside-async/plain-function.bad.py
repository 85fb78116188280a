# symptom: syntax-error
# prints: A
# prints: done
"""A helper awaits without being a coroutine: not a line of the program runs."""
import asyncio


async def load(key):
    await asyncio.sleep(0)
    return key.upper()


def show(key):
    print(await load(key))  # expect: await-outside-async


def main():
    show("a")
    print("done")


main()
