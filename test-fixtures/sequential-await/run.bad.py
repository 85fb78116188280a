# symptom: elapsed<0.6
# prints: USER ORDERS PRICES
"""Three requests that need nothing from each other."""
import asyncio
import time


async def fetch(name):
    await asyncio.sleep(0.2)
    return name.upper()


async def main():
    start = time.perf_counter()
    user = await fetch("user")  # expect: sequential-await
    orders = await fetch("orders")
    prices = await fetch("prices")
    print(user, orders, prices)
    print(f"elapsed {time.perf_counter() - start:.2f}")


asyncio.run(main())
