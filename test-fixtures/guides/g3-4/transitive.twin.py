import asyncio
import concurrent.futures
import time

def slow():
    time.sleep(2)
    return "slow"

async def main():
    loop = asyncio.get_running_loop()
    print(await asyncio.to_thread(slow))
    with concurrent.futures.ProcessPoolExecutor() as pool:
        print(await loop.run_in_executor(pool, slow))
