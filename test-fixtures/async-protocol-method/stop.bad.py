# symptom: runtime-error
# prints: 1
# prints: end
"""The iterator ends with the exception of the plain protocol."""
import asyncio


class Once:
    used = False

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.used:
            raise StopIteration  # expect: async-protocol-method
        self.used = True
        return 1


async def main():
    async for value in Once():
        print(value)
    print("end")


asyncio.run(main())
