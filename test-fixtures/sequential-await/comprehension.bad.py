# symptom: elapsed<0.6
# prints: ['<a>', '<b>', '<c>', '<d>']
"""A comprehension awaits in a row as well."""
import asyncio
import time


async def fetch(url):
    await asyncio.sleep(0.1)
    return f"<{url}>"


async def main():
    start = time.perf_counter()
    pages = [await fetch(url) for url in ["a", "b", "c", "d"]]  # expect: sequential-await
    print(pages)
    print(f"elapsed {time.perf_counter() - start:.2f}")


asyncio.run(main())
