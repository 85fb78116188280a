# symptom: wrong-output
# prints: total 6
"""`+=` reads its target before the await on its right."""
import asyncio

total = 0


async def measure(n):
    await asyncio.sleep(0.01)
    return n


async def add(n):
    global total
    total += await measure(n)  # expect: race-across-await


async def main():
    await asyncio.gather(*(add(n) for n in (1, 2, 3)))
    print("total", total)


asyncio.run(main())
