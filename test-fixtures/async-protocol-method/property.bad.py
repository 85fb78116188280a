# symptom: never-awaited
# prints: name Ada
"""An async property is read as if it were a plain one."""
import asyncio


class User:
    @property
    async def name(self):
        await asyncio.sleep(0)
        return "Ada"


async def main():
    user = User()
    print(f"name {user.name}")  # expect: async-protocol-method


asyncio.run(main())
