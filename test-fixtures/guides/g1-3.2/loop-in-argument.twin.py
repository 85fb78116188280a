import asyncio
from time import sleep

def work():
    sleep(0.1)

async def in_thread():
    await asyncio.to_thread(work)

def start():
    asyncio.run(in_thread())

async def wrapper():
    await asyncio.to_thread(start)

asyncio.run(wrapper())
