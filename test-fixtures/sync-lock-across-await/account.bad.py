# symptom: hang
# prints: balance 30
"""Two deposits, one lock for threads: the second one stops the loop that would resume the first."""
import asyncio
import threading


class Account:
    def __init__(self):
        self.lock = threading.Lock()
        self.balance = 0

    async def deposit(self, amount):
        with self.lock:  # expect: sync-lock-across-await
            before = self.balance
            await asyncio.sleep(0.01)
            self.balance = before + amount


async def main():
    account = Account()
    await asyncio.gather(account.deposit(10), account.deposit(20))
    print("balance", account.balance)


asyncio.run(main())
