"""The handlers: each has one trap, most of them a call away."""
import asyncio
import time

from .cache import Cache
from .database import Database
from .remote import ask_mirror, price_of, rating_of, stock_of
from .settings import load_settings
from .web import Request

cache = Cache()
database = Database()


async def settings(request: Request):
    # Blocks three calls further down.
    values = load_settings()
    return values["currency"]


async def dashboard(request: Request):
    price = await price_of(request.name)
    stock = await stock_of(request.name)
    rating = await rating_of(request.name)
    return f"{price} {stock} {rating}"


async def report(request: Request):
    return database.report(400_000)


async def notify(request: Request):
    request.app.audit.record(request.name)
    return f"notified {request.name}"


async def track(request: Request):
    asyncio.create_task(request.app.audit.record(request.path))
    return "tracked"


async def total(request: Request):
    return asyncio.run(price_of("everything"))


async def fastest(request: Request):
    mirrors = [asyncio.create_task(ask_mirror(delay)) for delay in (0.02, 5, 5)]
    done, pending = await asyncio.wait(mirrors, return_when=asyncio.FIRST_COMPLETED)
    return done.pop().result()


async def cached(request: Request):
    if cache.has(request.name):
        return "from the cache"
    return "computed"


async def slow(request: Request):
    time.sleep(0.1)
    return "done"


async def greeting(request: Request):
    return f"the price is {price_of('tea')}".partition(" at 0x")[0]
