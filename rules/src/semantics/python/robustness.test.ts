import { test } from 'node:test';
import { valueOf } from './expressions.js';
import { pictureOf, reveal } from './reveal.js';
import { walk } from '../../model/index.js';
import type { Expression, Node } from '../../model/index.js';

test('what refers to itself ends', () => {
  reveal(`
    from typing import Union, List, TypeVar, Generic
    class A(A): ...
    class B(C): ...
    class C(B): ...
    class D(Generic["D"]): ...
    def f(): return f
    def g(n): return g(n - 1)
    def h(n):
        return 1 if n == 0 else h(n - 1)
    async def i(n):
        return await i(n - 1)
    def ping(): return pong()
    def pong(): return ping()
    def even(n): return True if n == 0 else odd(n - 1)
    def odd(n): return False if n == 0 else even(n - 1)
    def decorated(fn): return decorated(fn)
    @decorated
    def loop(): ...
    @me
    def me(): ...
    Alias = Union["Alias", int]
    Json = Union[str, List["Json"]]
    x: "x" = 1
    lst = []
    for _ in y:
        lst = [lst]
    def grow(v):
        while v:
            v = (v, v)
        return v
    def total(rows):
        n = 0
        text = ""
        for row in rows:
            n += row
            text += "x"
            self.k += n
        return n, text
    class Chain:
        def next(self): return self.next()
        @property
        def prop(self): return self.prop
        attr = Chain.attr
        def __init__(self): self.me = self.me
    A().m()  # awaitable: unknown
    B().m()  # awaitable: unknown
    f()()()  # reveal: def main:f
    g(1)  # reveal: unknown
    h(1)  # reveal: int
    i(1)  # awaitable: yes coroutine by main:i
    ping()  # reveal: unknown
    even(1)  # reveal: bool
    loop()  # awaitable: unknown
    me()  # awaitable: unknown
    Chain().next()  # reveal: unknown
    Chain().prop  # reveal: unknown
    Chain().me  # reveal: unknown
    Chain().attr  # reveal: unknown
    grow(1)  # reveal: unknown
    total([])  # reveal: tuple[unknown, str]
    def uses(a: Alias, j: Json, z: x):
        a  # awaitable: no
        j  # awaitable: unknown
        z  # reveal: unknown
  `);
});

test('names of Object.prototype are ordinary names', () => {
  reveal(`
    import constructor, asyncio
    from toString import valueOf
    class hasOwnProperty: ...
    def main(__proto__):
        constructor.constructor()  # awaitable: unknown
        asyncio.constructor()  # awaitable: unknown
        asyncio.Task.toString()  # awaitable: unknown
        "x".constructor()  # awaitable: unknown
        hasOwnProperty().valueOf()  # awaitable: unknown
        toString  # reveal: unknown
        valueOf()  # awaitable: unknown
        __proto__  # reveal: unknown
        [].__proto__  # awaitable: unknown
  `);
});

test('deep and wide code stays within bounds', () => {
  const chain = Array.from({ length: 150 }, (_, index) => `def f${index}(): return f${index + 1}()`);
  const classes = Array.from({ length: 20 }, (_, index) => `class C${index}: ...`);
  const wide = Array.from({ length: 2000 }, (_, index) => `        if k[${index}]: v = C${index % 20}()`);
  reveal([
    ...chain, 'def f150(): return 1', ...classes,
    // The whole chain is too deep to follow; its end is not.
    'f0()  # reveal: unknown', 'f140()  # reveal: int',
    `x${'.a'.repeat(150)}  # reveal: unknown`,
    'def w(k):', '    while k:', ...wide,
    '    v  # reveal: unknown', '    k(v)  # target: ?',
  ].join('\n'));
});

test('every prefix of a program is survived', () => {
  const program = `
import asyncio
from typing import Generic, TypeVar
T = TypeVar("T")
class A(Generic[T], metaclass=M):
    x: "list[T]" = []
    def __init__(self, *a, k: int = 3, **kw): self.y, (self.z, *self.w) = a
    @property
    async def p(self): return [i async for i in self.x if await i]
    async def m(self):
        async with self.p as q, open("f") as r:
            for i, j in enumerate(zip(q, r)):
                yield lambda n=i: (n := await_(j))
        try: return {**q, 1: 2}
        except* (A, B) as e: raise e from None
        match q:
            case A(x=1) | [1, *rest] if rest: del rest[0]
@A.deco(1)
def f(a, /, b: T, *, c) -> T: return super().f(*a, **c)
`;
  for (let length = 0; length <= program.length; length += 7) {
    const { project, semantics } = pictureOf(program.slice(0, length));
    const module = project.module('/project/main.py');
    if (!module) continue;
    const visit = (node: Node): void => {
      if (isExpression(node)) {
        semantics.awaitable(node);
        semantics.classNames(node);
        semantics.libraryName(node);
        semantics.referencedFunctions(node);
        semantics.definitionPlaces(node);
        valueOf(project, node);
        if (node.kind === 'call') {
          semantics.targets(node);
          for (const argument of node.arguments) semantics.parameterFor(node, argument);
        }
      }
      if (node.kind !== 'function') return;
      semantics.invocations(node);
      semantics.runsOffLoop(node);
      semantics.callersInModule(node);
      semantics.annotationAwaitable(node.returns);
    };
    for (const statement of module.root.body) walk(statement, visit);
    for (const cls of module.classes) semantics.classChain(cls);
  }
});

const STATEMENTS: ReadonlySet<string> = new Set([
  'argument', 'mapping-entry', 'comprehension-clause', 'handler', 'with-item', 'match-case', 'parameter', 'function', 'class', 'expression-statement',
  'assignment', 'return', 'raise', 'if', 'for', 'while', 'try', 'with', 'break', 'continue', 'function-statement', 'class-statement', 'import', 'match',
  'scope', 'delete', 'assert', 'block',
]);

function isExpression(node: Node): node is Expression {
  return !STATEMENTS.has(node.kind);
}
