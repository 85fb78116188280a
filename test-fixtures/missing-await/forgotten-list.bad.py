# symptom: never-awaited
# prints: sent a
# prints: sent b
# prints: 2 messages
"""Coroutines that are collected, counted and never run."""
import asyncio


async def send(message):
    await asyncio.sleep(0.01)
    print("sent", message)


async def main():
    sending = [send(message) for message in ["a", "b"]]  # expect: missing-await
    print(len(sending), "messages")


asyncio.run(main())
