# symptom: lost-task
# prints: main is done
# prints: cleaned up
"""A loop made by hand forgets the tasks that are left."""
import asyncio

background = set()


async def heartbeat():
    try:
        await asyncio.sleep(60)
    finally:
        print("cleaned up")


async def main():
    background.add(asyncio.create_task(heartbeat()))
    await asyncio.sleep(0)
    print("main is done")


loop = asyncio.new_event_loop()
try:
    loop.run_until_complete(main())  # expect: legacy-event-loop
finally:
    loop.close()
    background.clear()
