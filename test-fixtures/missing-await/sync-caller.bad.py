# symptom: never-awaited
# prints: closed
# prints: done
"""A plain function cannot await; making it async reaches its callers up to the top of the module."""
import asyncio


async def close():
    await asyncio.sleep(0)
    print("closed")


def shut_down():
    close()  # expect: missing-await


def main():
    shut_down()
    print("done")


main()
