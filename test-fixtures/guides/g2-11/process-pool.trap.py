import asyncio

def squares():
    return sum(number * number for number in range(10**7))

async def main():
    loop = asyncio.get_event_loop()  # expect: legacy-event-loop
    print(await loop.run_in_executor(None, squares()))  # expect: called-not-passed blocking-call
