import time


def read_settings():
    time.sleep(1)


async def handler():
    read_settings()
