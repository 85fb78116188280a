import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  cfgOf, functionOf, moduleOf, reachingBindings, resolveName, scopeOf, stepOf, textOf, unitOf, walk, type ModuleModel, type Node,
} from '../../model/index.js';
import { lowerPython } from './index.js';

const SOURCES: readonly string[] = [
  'import asyncio as aio, os.path\nfrom .a import (b, c as d)\n\n@deco(x, *y, k=[i for i in z if i])\nasync def main[T: int](a, /, b: "T" = 1, *rest, c=lambda q=2: q, **kw) -> T:\n' +
  '    """Docs."""\n    async with a as (b, *c), d() as e.f:\n        async for i, [j] in aio.gather(*a, **kw):\n            if (n := await i) and not j:\n                continue\n' +
  '            elif n is not None:\n                break\n        else:\n            return {**a, "k": f"{x!r:>{w}} {y[1:2]}"}\n    x = y = [await z async for z in g()]\n    x += 1; del x, y[0]\n',
  'class A(B, metaclass=M):\n    x: int = 1\n    @property\n    def p(self):\n        global g, h\n        g = yield\n        h = yield from self.q\n' +
  '        def inner():\n            nonlocal g\n            g = 2\n        return lambda *a: (yield a)\n\n    @p.setter\n    def p(self, v): self.x, *_ = v\n',
  'def f(x):\n    try:\n        raise E from x\n    except* (A, B) as e:\n        raise\n    except* C:\n        pass\n    else:\n        assert x, "no"\n    finally:\n' +
  '        while True:\n            match x:\n                case {"a": 1, **rest} | [A(b=c), *_]:\n                    return rest\n                case None if x:\n                    break\n                case _:\n                    pass\n',
  'type Alias[T] = list[T]\nx = a if b else {c: d for c in e}\n# comment\nprint(x, end="")  # more\n\tbad indent\n)\ndef (:\n  return return\nclass\nif x\n  y\nfor in z: \nwith\n',
];

/** Asks everything of a module; its positions must make sense however broken the source is. */
function exercise(module: ModuleModel): void {
  for (const fn of [module.root, ...module.functions]) {
    const cfg = cfgOf(fn);
    assert.equal(cfg.steps[0], cfg.entry);
    scopeOf(fn);
  }
  for (const statement of module.root.body) {
    walk(statement, (node) => {
      if (node.kind === 'name') {
        resolveName(node);
        reachingBindings(node);
      }
      stepOf(node);
      functionOf(node);
      assert.equal(moduleOf(node), module);
      checkPlace(node, module);
    });
  }
}

function checkPlace(node: Node, module: ModuleModel): void {
  const { base } = unitOf(node);
  const what = `${node.kind} ${base + node.start}-${base + node.end}`;
  assert.ok(base + node.start >= 0 && node.start <= node.end && base + node.end <= module.text.length, what);
  if (node.kind === 'name' && /^\w+$/.test(node.name)) assert.equal(textOf(node), node.name);
}

test('every prefix of a source can be asked everything', () => {
  for (const source of SOURCES) {
    let previous: ModuleModel | undefined;
    for (let end = 0; end <= source.length; end++) {
      const module = lowerPython('/m.py', source.slice(0, end), previous);
      exercise(module);
      previous = module;
    }
  }
});

test('so can every source with a line or a character left out', () => {
  for (const source of SOURCES) {
    const lines = source.split('\n');
    for (let i = 0; i < lines.length; i++) exercise(lowerPython('/m.py', lines.filter((_, at) => at !== i).join('\n')));
    for (let i = 0; i < source.length; i += 3) exercise(lowerPython('/m.py', source.slice(0, i) + source.slice(i + 1)));
  }
});

test('positions hold with a byte order mark, CRLF, tabs, astral characters and line continuations', () => {
  const source = '\ufeffx = "\u{1F600}\u{1F600}"; \u{20000} = x\r\ndef f(\ta,\r\n\tb):\r\n\treturn a + \\\r\n\t\tb\r\n\f\r\nclass C:\r\n\tdef g(self): return f"\u{1F600}{self}{\u{20000}}"\r\n';
  const module = lowerPython('/m.py', source);
  const names: string[] = [];
  for (const statement of module.root.body) {
    walk(statement, (node) => {
      if (node.kind !== 'name') return;
      names.push(node.name);
      assert.equal(textOf(node), node.name);
    });
  }
  assert.deepEqual(names.sort(), ['a', 'a', 'b', 'b', 'self', 'self', 'x', 'x', '\u{20000}', '\u{20000}']);
});

test('an edited function is lowered anew, the broken one as far as it can be read', () => {
  const source = 'def a():\n    return 1\n\ndef b():\n    return foo(\n\ndef c():\n    return 3\n';
  assert.deepEqual(lowerPython('/m.py', source).functions.map((fn) => fn.name), ['a', 'b', 'c']);
});
