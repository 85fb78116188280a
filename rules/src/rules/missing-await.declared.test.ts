/** Declarations that nothing awaitable keeps to: fields of classes, elements of generators, types that no coroutine is of. */
import { pictures, type Case } from './testing/pictures.js';

const FETCH = `import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import KW_ONLY, InitVar, dataclass, field
from typing import Any, ClassVar, Generic, NamedTuple, Protocol, TypeVar, cast

T = TypeVar("T")
A = TypeVar("A", bound=Awaitable)

class Response:
    text = ""

async def fetch(url=None) -> Response:
    await asyncio.sleep(0)
    return Response()
`;

function python(name: string, source: string): Case {
  return { name, language: 'python', source: FETCH + source };
}

pictures('missing-await', [
  python('fields of dataclasses', `
@dataclass
class Base:
    kind: ClassVar[str] = "page"
    response: Response
    count: int = 0

@dataclass(eq=False)
class Page(Base):
    title: str = ""
    made: int = field(default=0, init=False)
    note: InitVar[str] = ""
    _: KW_ONLY
    tags: list[str] = field(default_factory=list)

async def by_position(log):
    response = fetch(1)
               ~~~~~~~~ fetch(…) is passed as response without await: it is a coroutine
    log(response)
    return Page(response)

async def by_name(log):
    title = fetch(2)
            ~~~~~~~~ fetch(…) is passed as title without await: it is a coroutine
    log(title)
    return Page(Response(), title=title)

async def of_derived():
    return Page(Response(), 1, "", fetch(3))
                                   ~~~~~~~~ fetch(…) is passed as note without await: it is a coroutine

async def by_keyword_only():
    return Page(Response(), tags=fetch(4))
                                 ~~~~~~~~ fetch(…) is passed as tags without await: it is a coroutine
`),
  python('fields of attrs classes and named tuples', `
import attr
import attrs

@attrs.define
class Page:
    _response: Response

@attr.s(auto_attribs=True)
class Old:
    title: str

class Pair(NamedTuple):
    first: Response
    second: int

async def main():
    Page(response=fetch(1)), Old(fetch(2)), Pair(fetch(3), 2)
                  ~~~~~~~~ fetch(…) is passed as response without await: it is a coroutine
                                 ~~~~~~~~ fetch(…) is passed as title without await: it is a coroutine
                                                 ~~~~~~~~ fetch(…) is passed as first without await: it is a coroutine
`),
  python('fields of models', `
from pydantic import BaseModel, Field

class Base(BaseModel):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

class Page(Base):
    response: Response
    title: str = Field(alias="name")

async def main():
    return Page(response=fetch(1))
                         ~~~~~~~~ fetch(…) is passed as response without await: it is a coroutine
`),
  python('yielded', `
@asynccontextmanager
async def opened(url) -> AsyncIterator[Response]:
    response = fetch(url)
               ~~~~~~~~~~ response holds the coroutine of fetch(…), which is never awaited
    try:
        yield response
    finally:
        print("closed")

async def several(urls) -> AsyncIterator[Response]:
    for url in urls:
        yield fetch(url)
              ~~~~~~~~~~ fetch(…) is yielded without await: the receiver gets a coroutine
`),
  python('classes of their own, interfaces that coroutines do not have', `
from somewhere import Model

class Page(Model):
    text: str

def show(page: Page | dict[str, str]) -> None: ...
def send(items: str | Iterable[str]) -> None: ...
def on_change(callback: Callable[[], None]) -> None: ...

async def main(log):
    page = fetch(1)
           ~~~~~~~~ fetch(…) is passed as page without await: it is a coroutine
    log(page)
    show(page)
    items = fetch(2)
            ~~~~~~~~ fetch(…) is passed as items without await: it is a coroutine
    log(items)
    send(items)
    on_change(fetch(3))
              ~~~~~~~~ fetch(…) is passed as callback without await: it is a coroutine
`),
  python('type variables stand for what callers choose', `
class Stream(Generic[T]):
    def __init__(self, inner: AsyncIterator[T]):
        self.inner = inner

    async def receive(self) -> T: ...

    async def receive_one(self) -> T:
        return self.receive()
               ~~~~~~~~~~~~~~ self.receive() is returned without await: the caller gets a coroutine

    async def all(self) -> AsyncIterator[T]:
        yield self.receive()
              ~~~~~~~~~~~~~~ self.receive() is yielded without await: the receiver gets a coroutine

    async def __anext__(self) -> T:
        return self.inner.__anext__()
               ~~~~~~~~~~~~~~~~~~~~~~ self.inner.__anext__() is returned without await: the caller gets a pending call
`),
  python('said to be something else', `
async def main(log):
    log(cast(Response, fetch(1)))
                       ~~~~~~~~ fetch(…) is passed as Response without await: it is a coroutine
    answer = cast(Any, fetch(2))
                       ~~~~~~~~ .text is read from fetch(…) without await: it is a coroutine
    log(answer)
    return answer.text
`),
  python('elements of a list that is gone through', `
async def joined(parts, separator: str):
    first = ""
    if parts:
        first = fetch(1)
                ~~~~~~~~ first holds the coroutine of fetch(…), which is never awaited
    pieces = [first, *parts]
    return separator.join([piece for piece in pieces if piece]) + ", ".join([piece for piece in pieces])
`),
]);

pictures('missing-await', [
  python('fields that may hold an awaitable, or are filled in another way', `
import attrs
from pydantic import BaseModel, Field

@dataclass
class Job:
    work: Awaitable[Response]
    extra: Any
    plain: object

@dataclass
class Written:
    response: Response

    def __init__(self, response):
        self.work = asyncio.ensure_future(response)

@dataclass(init=False)
class Empty:
    response: Response

@attrs.define
class Converted:
    response: Response = attrs.field(converter=print)

class Named(BaseModel):
    title: str = Field(alias="name")
    other: str = ""

class Custom(BaseModel):
    title: str

    def __init__(self, title, **data):
        super().__init__(title=str(title), **data)

@dataclass
class Ordered:
    response: Response
    _: KW_ONLY
    count: int = 0

async def main():
    Job(fetch(), fetch(), fetch())
    Written(fetch())
    Empty(fetch())
    Converted(fetch())
    Named(name=fetch(), title=fetch())
    Custom(fetch())
    Ordered(Response(), fetch())
`),
  python('positions behind a class that is not known', `
from somewhere import Base

@dataclass
class Page(Base):
    response: Response

async def main():
    Page(fetch())
`),
  python('yielded to somebody who may await it', `
async def coroutines(urls) -> AsyncIterator[Awaitable[Response]]:
    for url in urls:
        yield fetch(url)

async def undeclared(urls):
    for url in urls:
        yield fetch(url)

def handed_on(urls) -> Iterator[Any]:
    for url in urls:
        yield fetch(url)
`),
  python('type variables for awaitables, casts that keep one', `
async def either_call(work: Callable[[], Awaitable[T]], is_async: bool) -> T:
    return await work() if is_async else work()

async def bound(work: Callable[[], A]) -> A:
    return work()

async def same(what: T) -> T:
    return what

async def variable() -> A:
    return fetch()

async def main(log):
    same(fetch()).close()
    log(cast(Any, fetch()))
    log(cast("Awaitable[Response]", fetch()))

def acall(fn) -> Awaitable[Any]: ...

async def generated(fn: Callable[[], Awaitable[Any]]):
    async for item in cast("AsyncIterator[Any]", fn()):
        print(item)
    async for item in cast("AsyncIterator[Any]", acall(fn)):
        print(item)

def either(is_async) -> Response:
    return cast(Response, fetch())
`),
  python('interfaces that coroutines have', `
class Closable(Protocol):
    def close(self) -> None: ...

class Sender(Closable, Protocol):
    def send(self, value): ...

def close(what: Closable) -> None: ...
def keep(what: Sender | None) -> None: ...
def hold(what: object) -> None: ...

async def main():
    close(fetch())
    keep(fetch())
    hold(fetch())
`),
]);
