# symptom: wrong-output
# prints: balance 30
"""Two deposits at once: the second writes back a balance that knows nothing of the first."""
import asyncio


class Account:
    def __init__(self):
        self.balance = 0

    async def deposit(self, amount):
        before = self.balance
        await asyncio.sleep(0.01)  # ask the bank
        self.balance = before + amount  # expect: race-across-await


async def main():
    account = Account()
    await asyncio.gather(account.deposit(10), account.deposit(20))
    print("balance", account.balance)


asyncio.run(main())
