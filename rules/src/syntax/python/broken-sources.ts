/** Sources for `recovery.test.ts`: function names are unique within each. */
export const SOURCES: readonly string[] = [
`"""A client.

Its docstring has two paragraphs (and a bracket)."""
import asyncio
from typing import (
    Any,
    Optional,
)

LIMITS = {
    "read": 10,
    "write": (1, 2),
}


class Client(Base, metaclass=Meta):
    """Talks to a server."""

    retries: int = 3

    def __init__(self, url: str, *, timeout: float = 1.0) -> None:
        self.url = url
        self.headers = {
            "accept": f"text/{self.kind}",
            **LIMITS,
        }

    @property
    def name(self):
        return self._name

    async def fetch(
        self,
        path: str,
        params: Optional[dict[str, Any]] = None,
    ) -> bytes:
        """Fetches.

        Retries a few times.
        """
        for attempt in range(self.retries):
            try:
                async with self.session.get(
                    self.url + path,
                    params=params,
                ) as response:
                    return await response.read()
            except (OSError, asyncio.TimeoutError) as error:
                if attempt == 2:
                    raise Failure(f"gave up after {attempt!r}: {error}") from error
                await asyncio.sleep(2 ** attempt)
        return b""

    @staticmethod
    def parse(text):
        def key(item):
            return item[0], -item[1]

        return sorted((part.split("=") for part in text.split("&")), key=key)


async def main():
    client = Client("http://localhost", timeout=5)
    results = await asyncio.gather(*[
        client.fetch(path) for path in ("/a", "/b")
    ])
    print("done", len(results), sep=", ")


if __name__ == "__main__":
    asyncio.run(main())
`,
`import functools


def retry(times=3):
    def decorate(function):
        @functools.wraps(function)
        async def wrapper(*args, **kwargs):
            error = None
            for _ in range(times):
                try:
                    return await function(*args, **kwargs)
                except Exception as caught:
                    error = caught
            raise error

        return wrapper

    return decorate


@retry(times=5)
async def first(a, b=None):
    if a and (
        b is not None
        or a > 3
    ):
        return [x for x in a if x]
    elif b:
        with open(a) as file, open(b) as other:
            file.write(other.read())
    else:
        return {k: v for k, v in b.items()}


def second(items):
    total = 0
    while items:
        total += items.pop()
    return total


def third():
    text = '''
    not code: (
    '''
    yield from second([1, 2])
    lambda x: x + 1
    return text % (1, 2)


class Shapes:
    def area(self, shape):
        match shape:
            case Circle(radius=r):
                return 3 * r ** 2
            case {"width": w, "height": h}:
                return w * h
            case [x, *rest] if rest:
                return x
            case _:
                return 0

    def grow(self):
        self.size += 1
        return self


def last():
    pass
`,
];

/** Statements somebody has only begun to write. */
export const HALF_STATEMENTS: readonly string[] = [
  'x = foo(', 'x = foo(a, b', 'def half(', 'def half(self, a', 'def half', 'async def', 'async', 'class Half(', 'class Half', 'if x and', 'if (x',
  'for i in', 'for', 'while (x', 'with open(a) as', 'try', 'return {', 'return [1, 2', 'y = {"a": (1,', 'z = "abc', "z = f'{a", 'z = f"{a(', 'await f(a,', '@deco(', '@',
  'lambda x:', 'foo.', 'foo(a).', 'import', 'from a import (', 'from a import', 'x =', 'x = [y for y in', 'print "old"', 'x: dict[str,', 'del', 'assert (', 'a ? b : c', 'else:', ')', '}}',
];
