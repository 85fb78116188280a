# symptom: runtime-error
# prints: [0, 1, 4]
"""One loop for each element, under another name."""
import asyncio
from asyncio import run as go


async def square(n):
    await asyncio.sleep(0)
    return n * n


async def main():
    print([go(square(n)) for n in range(3)])  # expect: nested-event-loop


go(main())
