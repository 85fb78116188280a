import { test } from 'node:test';
import { reveal } from './reveal.js';

test('declared types: PEP 484, 585, 604, 695, 593, strings, aliases', () => {
  reveal(`
    from __future__ import annotations
    import asyncio
    import typing as t
    from typing import Any, Optional, Union, List, Dict, Annotated, Literal, Callable, Awaitable, Coroutine, Final, TypeVar
    from collections.abc import AsyncIterator, Iterable
    from typing_extensions import Self

    Names = list[str]
    type Ids = dict[str, int]
    Maybe: t.TypeAlias = "Optional[int]"
    T = TypeVar("T")

    class Node:
        def me(self) -> Self:
            return self
        def next(self) -> "Node | None":
            return None

    def a(
        o: Optional[int], u: Union[int, str], p: int | None, ls: List[str], d: Dict[str, bytes], an: Annotated[float, "x"],
        li: Literal["a", 1], cb: Callable[[int], Awaitable[str]], names: Names, ids: Ids, maybe: Maybe, node: "Node",
        any: Any, obj: object, cls: type[Node], tup: tuple[int, str], tups: tuple[int, ...], fin: Final[int], it: AsyncIterator[int],
        *args: int, **kw: str,
    ):
        o  # reveal: None | int
        u  # reveal: int | str
        p  # reveal: None | int
        ls  # reveal: list[str]
        d  # reveal: dict[str, bytes]
        an  # reveal: float
        li  # reveal: int | str
        cb(1)  # reveal: Awaitable[str]; awaitable: yes other
        names  # reveal: list[str]
        ids  # reveal: dict[str, int]
        maybe  # reveal: None | int
        node.me().next().next()  # reveal: None | main:Node
        any  # awaitable: unknown
        obj  # awaitable: unknown
        cls()  # reveal: main:Node
        tup  # reveal: tuple[int, str]
        tups  # reveal: tuple[int]
        fin  # reveal: int
        it  # awaitable: no
        args  # reveal: tuple[int]
        kw  # reveal: dict[str, str]
  `);
});

test('aliases travel through imports and take arguments', () => {
  reveal(`
    # file: types_.py
    from typing import Any, Coroutine, Optional, TypeVar, Union
    T = TypeVar("T")
    Response = Coroutine[Any, Any, T]
    Maybe = Optional[T]
    Key = Union[str, int]
    Either = str | bytes
    # file: main.py
    import types_
    from types_ import Response, Maybe, Key, Either
    def get() -> Response[int]: ...
    def use(k: Key, m: Maybe[float], e: Either, r: types_.Response[str]):
        get()  # reveal: Coroutine[int]; awaitable: yes coroutine by main:get
        k  # reveal: int | str
        m  # reveal: None | float
        e  # reveal: bytes | str
        r  # awaitable: yes coroutine
        Key  # awaitable: no
  `);
});

test('annotations as verdicts', () => {
  reveal(`
    import asyncio, concurrent.futures
    from typing import *
    T = TypeVar("T")
    class Plain: ...
    class Waits:
        def __await__(self): yield
    class Shape(Protocol):
        def area(self) -> int: ...
    class Derived(Elsewhere): ...
    def f1() -> str: ...  # declared: no
    def f2() -> None: ...  # declared: no
    def f3() -> list[str]: ...  # declared: no
    def f4() -> Plain: ...  # declared: no
    def f5() -> Waits: ...  # declared: yes
    def f6() -> Awaitable[str]: ...  # declared: yes
    def f7() -> Coroutine[Any, Any, str]: ...  # declared: yes
    def f8() -> asyncio.Task[int]: ...  # declared: yes
    def f9() -> "asyncio.Future[int]": ...  # declared: yes
    def f10() -> Any: ...  # declared: unknown
    def f11() -> object: ...  # declared: unknown
    def f12() -> T: ...  # declared: unknown
    def f13() -> Shape: ...  # declared: unknown
    def f14() -> Derived: ...  # declared: unknown
    def f15(): ...  # declared: unknown
    def f16() -> Optional[str]: ...  # declared: no
    def f17() -> Optional[Awaitable[None]]: ...  # declared: unknown
    def f18() -> Union[str, Awaitable[str]]: ...  # declared: unknown
    def f19() -> Callable[[], int]: ...  # declared: unknown
    def f20() -> bool | bytes | float: ...  # declared: no
    def f21() -> Unheard: ...  # declared: unknown
    def f22() -> "broken[": ...  # declared: unknown
    def f23() -> Generator[int, None, None]: ...  # declared: no
    def f24() -> dict[str, Awaitable[int]]: ...  # declared: no
  `);
});

test('type variables pass through calls and containers', () => {
  reveal(`
    from typing import Awaitable, Callable, Generic, Iterable, TypeVar
    T = TypeVar("T")
    def same(x: T) -> T: return x
    def first(xs: Iterable[T]) -> T: return next(iter(xs))
    async def result(aw: Awaitable[T]) -> T: return await aw
    def new[U](x: U) -> list[U]: return [x]
    class Box(Generic[T]):
        def __init__(self, item: T):
            self.item = item
        def get(self) -> T:
            return self.item
    def sync(fn: Callable[..., T]) -> T: return fn()
    N = TypeVar("N", bound=int)
    def bigger(n: N) -> N: return n
    def settle(x: Awaitable[T] | T) -> T: ...
    def drive(fn: Callable[..., Awaitable[T]] | Callable[..., T]) -> T: ...
    def plain() -> str: ...
    class Cell[V]:
        value: V
    class IntBox(Box[int]): ...
    async def fetch() -> int: ...
    def use(cell: Cell[str], box: Box[bytes], b: IntBox):
        same(fetch())  # awaitable: yes coroutine by main:fetch
        first([fetch()])  # awaitable: yes coroutine by main:fetch
        result(fetch())  # reveal: Coroutine[int]
        new("a")  # reveal: list[str]
        Box("x").get()  # reveal: str
        box.get()  # reveal: bytes
        box.item  # reveal: bytes
        cell.value  # reveal: str
        b.get()  # reveal: int
        sync(unheard)  # reveal: unknown
        bigger(unheard)  # reveal: int
        settle(fetch())  # reveal: int
        settle(1)  # reveal: int
        drive(fetch)  # reveal: int
        drive(plain)  # reveal: str
        Box[float](1).get()  # reveal: float
  `);
});
