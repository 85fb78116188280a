# symptom: never-awaited
# prints: access denied
"""A condition that is always true: the coroutine object, not its answer."""
import asyncio


class Accounts:
    def __init__(self):
        self.admins = {"ada"}

    async def is_admin(self, name: str) -> bool:
        await asyncio.sleep(0)
        return name in self.admins


async def main(accounts: Accounts):
    if accounts.is_admin("eve"):  # expect: missing-await
        print("all data deleted")
    else:
        print("access denied")


asyncio.run(main(Accounts()))
