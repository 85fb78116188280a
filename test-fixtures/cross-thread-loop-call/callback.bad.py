# symptom: runtime-error
# prints: got item
"""A thread that gives the loop something to do."""
import asyncio


def produce(loop: asyncio.AbstractEventLoop):
    loop.call_soon(print, "got item")  # expect: cross-thread-loop-call


async def main():
    await asyncio.to_thread(produce, asyncio.get_running_loop())
    await asyncio.sleep(0.01)


asyncio.run(main())
