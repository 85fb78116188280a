# symptom: unobserved
# fix: Wait for the task in an asyncio.TaskGroup
# prints: caught row 2 is broken
"""The error of the background task has nobody to go to; in a task group it reaches the caller."""
import asyncio


async def save(row):
    await asyncio.sleep(0)
    if row == 2:
        raise ValueError(f"row {row} is broken")


async def save_all():
    for row in [1, 2]:
        asyncio.create_task(save(row))  # expect: dangling-task
    await asyncio.sleep(0.01)


async def main():
    try:
        await save_all()
    except* ValueError as group:
        print("caught", *group.exceptions)


asyncio.run(main())
