import time

def slow():
    time.sleep(2)
    return "slow"

async def main():
    print(slow())  # expect: blocking-call
