import time

async def pause():
    time.sleep(5)  # expect: blocking-call
