/** Blocking calls behind helpers: any depth, across files, and everything in Python that runs code without a call. */
import { pictures, type Case } from './testing/pictures.js';

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source, ...more };
}

pictures('blocking-call', [
  python('four calls deep, in other files', `
from service import load_user

async def handler():
    return load_user(1)
           ~~~~~~~~~~~~ load_user(…) blocks the event loop: it reaches requests.get (HTTP)
# file: service.py
from store.users import Users

def load_user(key):
    return Users().find(key)
# file: store/__init__.py
# file: store/users.py
from . import http

class Users:
    def find(self, key):
        return self._load(key)

    def _load(self, key):
        return http.get_json(f"/users/{key}")
# file: store/http.py
import requests

def get_json(path):
    return fetch(path).json()

def fetch(path):
    return requests.get(path)
`),
  python('methods through inheritance and super', `
import time

class Base:
    def slow(self):
        time.sleep(1)

class Middle(Base):
    def slow(self):
        super().slow()

class Service(Middle):
    async def run(self):
        self.slow()
        ~~~~~~~~~~~ self.slow() blocks the event loop: it reaches time.sleep (sleep)
`),
  python('a property', `
import requests

class Client:
    @property
    def token(self):
        return requests.get("/token").text

    async def call(self):
        return self.token
               ~~~~~~~~~~ Reading self.token blocks the event loop: it reaches requests.get (HTTP)
`),
  python('an initialiser', `
import sqlite3

class Store:
    def __init__(self, path):
        self.db = sqlite3.connect(path)

async def main():
    return Store("x.db")
           ~~~~~~~~~~~~~ Store(…) blocks the event loop: it reaches sqlite3.connect (database)
`),
  python('entering and leaving a context manager', `
import time
from contextlib import contextmanager

class Slow:
    def __enter__(self):
        time.sleep(1)
        return self

    def __exit__(self, *error):
        pass

class Late:
    def __enter__(self):
        return self

    def __exit__(self, *error):
        time.sleep(1)

@contextmanager
def timed():
    time.sleep(1)
    yield

async def main():
    with Slow():
         ~~~~~~ Entering Slow() blocks the event loop: it reaches time.sleep (sleep)
        pass
    with Late():
         ~~~~~~ Leaving Late() blocks the event loop: it reaches time.sleep (sleep)
        pass
    with timed():
         ~~~~~~~ Entering timed() blocks the event loop: it reaches time.sleep (sleep)
        pass
`),
  python('iteration and operators', `
import time

class Pages:
    def __iter__(self):
        return self

    def __next__(self):
        time.sleep(1)
        return 1

    def __add__(self, other):
        time.sleep(1)
        return self

    def __getitem__(self, key):
        time.sleep(1)
        return key

    def __contains__(self, key):
        time.sleep(1)
        return False

def pages():
    for n in range(3):
        time.sleep(1)
        yield n

async def main(given: Pages):
    for page in Pages():
                ~~~~~~~ Iterating Pages() blocks the event loop: it reaches time.sleep (sleep)
        print(page)
    for page in pages():
                ~~~~~~~ Iterating pages() blocks the event loop: it reaches time.sleep (sleep)
        print(page)
    both = given + given
           ~~~~~~~~~~~~~ given + given blocks the event loop: it reaches time.sleep (sleep)
    first = given[0]
            ~~~~~~~~ given[0] blocks the event loop: it reaches time.sleep (sleep)
    found = 1 in given
            ~~~~~~~~~~ 1 in given blocks the event loop: it reaches time.sleep (sleep)
    return both, first, found
`),
  python('recursion and cycles end', `
import time

def even(n):
    return odd(n - 1) if n else time.sleep(1)

def odd(n):
    return even(n - 1) if n else False

async def main():
    even(4)
    ~~~~~~~ even(…) blocks the event loop: it reaches time.sleep (sleep)
`),
  python('decorated helpers', `
import functools
import time

def logged(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        return fn(*args, **kwargs)
    return wrapper

@logged
def slow():
    time.sleep(1)

@functools.cache
def once():
    time.sleep(1)

async def main():
    slow()
    ~~~~~~ slow() blocks the event loop: it reaches time.sleep (sleep)
    once()
    ~~~~~~ once() blocks the event loop: it reaches time.sleep (sleep)
`),
  python('a nested helper and a lambda that are called here', `
import time

async def main():
    def helper():
        time.sleep(1)
    helper()
    ~~~~~~~~ helper() blocks the event loop: it reaches time.sleep (sleep)
    pause = lambda: time.sleep(1)
    pause()
    ~~~~~~~ pause() blocks the event loop: it reaches time.sleep (sleep)
`),
  python('an async helper is reported once, where it blocks', `
import time

async def helper():
    time.sleep(1)
    ~~~~~~~~~~~~~ time.sleep(…) blocks the event loop (sleep)

async def main():
    await helper()
`),
  python('a helper module is not reported itself', `
import time

def helper():
    time.sleep(1)

def main():
    helper()

time.sleep(1)
`),
]);
