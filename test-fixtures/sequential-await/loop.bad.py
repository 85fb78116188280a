# symptom: elapsed<0.6
# fix: Run them together with asyncio.gather
# prints: ['<a>', '<b>', '<c>', '<d>']
"""One page after another."""
import asyncio
import time


async def fetch(url):
    await asyncio.sleep(0.1)
    return f"<{url}>"


async def main():
    start = time.perf_counter()
    pages = []
    for url in ["a", "b", "c", "d"]:
        pages.append(await fetch(url))  # expect: sequential-await
    print(pages)
    print(f"elapsed {time.perf_counter() - start:.2f}")


asyncio.run(main())
