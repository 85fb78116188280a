# symptom: never-awaited
# prints: HELLO
# prints: 5 letters, starts with h
"""A result that is taken for a string everywhere but where it is made."""
import asyncio


async def fetch():
    await asyncio.sleep(0.01)
    return "hello"


async def main():
    result = fetch()  # expect: missing-await
    try:
        print(result.upper())
    except AttributeError as error:
        print(error)
    text = f"{len(await fetch())} letters, starts with {(await fetch())[0]}"
    print(text)


asyncio.run(main())
