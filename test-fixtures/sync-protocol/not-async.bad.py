# symptom: type-error
# prints: opened
# prints: row 1
# prints: closed
"""Plain managers and lists in async statements."""
import asyncio
from contextlib import contextmanager


@contextmanager
def opened():
    print("opened")
    yield [1]
    print("closed")


async def main():
    async with opened() as rows:  # expect: sync-protocol
        async for row in list(rows):  # expect: sync-protocol
            print("row", row)


asyncio.run(main())
