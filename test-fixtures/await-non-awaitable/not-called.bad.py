# symptom: type-error
# prints: connected
# prints: closed
"""A method is awaited without being called, and the result of a plain one is."""
import asyncio


class Connection:
    async def open(self):
        await asyncio.sleep(0)
        print("connected")

    def state(self):
        return "closed"


async def main():
    connection = Connection()
    await connection.open  # expect: await-non-awaitable
    print(await connection.state())  # expect: await-non-awaitable


asyncio.run(main())
