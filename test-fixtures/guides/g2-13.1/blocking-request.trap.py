import time
import requests

async def page(address):
    time.sleep(1)  # expect: blocking-call
    return requests.get(address)  # expect: blocking-call
