# symptom: type-error
# prints: row 2
# prints: row 1
# prints: done
"""An iterator and a manager of which half the methods are of the wrong kind."""
import asyncio


class Rows:
    def __init__(self, left):
        self.left = left

    async def __aiter__(self):  # expect: async-protocol-method
        return self

    async def __anext__(self):
        await asyncio.sleep(0)
        if self.left == 0:
            raise StopIteration  # expect: async-protocol-method
        self.left -= 1
        return self.left + 1


async def main():
    async for row in Rows(2):
        print("row", row)
    print("done")


asyncio.run(main())
