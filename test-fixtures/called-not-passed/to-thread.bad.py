# symptom: type-error
# prints: heavy ran in a thread
# prints: 6
"""The work is done on the loop, and the thread is asked to call its result."""
import asyncio
import threading


def heavy(numbers):
    where = "the loop" if threading.current_thread() is threading.main_thread() else "a thread"
    print("heavy ran in", where)
    return sum(numbers)


async def main():
    print(await asyncio.to_thread(heavy([1, 2, 3])))  # expect: called-not-passed


asyncio.run(main())
