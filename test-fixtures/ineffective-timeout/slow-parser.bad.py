# symptom: wrong-output
# fix: Move slow_parse(…) to a thread
# prints: too slow
"""A limit that fires only once it does not matter any more."""
import asyncio
import threading


def slow_parse(gate: threading.Event):
    gate.wait(0.5)
    return "parsed"


async def load(gate: threading.Event):
    try:
        async with asyncio.timeout(0.05):  # expect: ineffective-timeout
            print(slow_parse(gate))  # expect: blocking-call
    except TimeoutError:
        print("too slow")
    gate.set()


asyncio.run(load(threading.Event()))
