import asyncio
import time
from concurrent.futures import ProcessPoolExecutor

def squares():
    return sum(number * number for number in range(10**7))

def slow():
    time.sleep(2)

async def main():
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, slow)
    with ProcessPoolExecutor() as pool:
        print(await loop.run_in_executor(pool, squares))
