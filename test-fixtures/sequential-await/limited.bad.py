# symptom: elapsed<0.6
# fix: Run them together, ten at a time
# prints: 12
"""Twelve pages, ten at a time."""
import asyncio
import time


async def fetch(number):
    await asyncio.sleep(0.1)
    return number


async def main():
    start = time.perf_counter()
    pages = []
    for number in range(12):
        page = await fetch(number)  # expect: sequential-await
        pages.append(page)
    print(len(pages))
    print(f"elapsed {time.perf_counter() - start:.2f}")


asyncio.run(main())
