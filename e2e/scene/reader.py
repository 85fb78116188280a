from feed import latest


async def main():
    latest()
