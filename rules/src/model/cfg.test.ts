import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lowerPython } from '../lowering/python/index.js';
import { cfgOf, stepOf, type Cfg, type Step } from './cfg.js';
import { dominates, pathsAvoiding, reachableFrom } from './cfg-paths.js';
import { textOf } from './place.js';
import { walk } from './walk.js';

function graph(body: string): Cfg {
  const text = `async def f():\n${body.split('\n').map((line) => `  ${line}`).join('\n')}\n`;
  const fn = lowerPython('/m.py', text).functions[0];
  assert.ok(fn);
  return cfgOf(fn);
}

/** How a step is written in a path: nothing for dispatch steps, `?` after a condition, `/c` for leaving `with c`. */
function label(step: Step): string {
  const text = (node: Parameters<typeof textOf>[0]): string => textOf(node).split('\n')[0] ?? '';
  switch (step.kind) {
    case 'entry': case 'dispatch': return '';
    case 'exit': return '.';
    case 'raise-exit': return '!';
    case 'leave': return `/${step.node.kind === 'with-item' ? text(step.node.context) : ''}`;
    case 'condition': return `${step.evaluated.map(text).join('')}?`;
    case 'loop': return step.node.kind === 'for' ? `${text(step.node.target)}<-` : `${step.evaluated.map(text).join('')}?`;
    case 'handler': return `except${step.evaluated.map((each) => ` ${text(each)}`).join(' as')}:`;
    case 'case': return `case${step.evaluated.map((each) => ` ${text(each)}`).join('')}:`;
    case 'enter': return `with ${text(step.node)}`;
    default: return text(step.node);
  }
}

/** Every path from the entry to an end that passes no step twice; `~` marks where cancellation strikes. */
function paths(cfg: Cfg): string[] {
  const found = new Set<string>();
  const follow = (step: Step, before: readonly Step[], text: string): void => {
    const here = [text, label(step)].filter((part) => part !== '').join(' ');
    if (step === cfg.exit || step === cfg.raiseExit) found.add(here);
    for (const edge of step.successors) {
      if (edge.to === step || before.includes(edge.to)) continue;
      follow(edge.to, [...before, step], edge.kind === 'cancellation' && step.kind !== 'dispatch' && step.kind !== 'leave' ? `${here} ~` : here);
    }
  };
  follow(cfg.entry, [], '');
  return [...found].sort();
}

/** Bare names raise nothing outside `try`, calls may raise, `await` may be cancelled. */
const CASES: readonly (readonly [name: string, body: string, paths: readonly string[]])[] = [
  ['statements in a row', 'a\nb()', ['a b() !', 'a b() .']],
  ['if', 'if a:\n  b\nc', ['a? b c .', 'a? c .']],
  ['elif and else', 'if a:\n  b\nelif c:\n  d\nelse:\n  e', ['a? b .', 'a? c? d .', 'a? c? e .']],
  ['constant tests', 'if True:\n  a\nelse:\n  b\nif not 1:\n  c', ['True? a not 1? .']],
  ['return and dead code', 'a\nreturn b\nc', ['a return b .']],
  ['raise', 'raise a', ['raise a !']],
  ['sys.exit', 'sys.exit(1)\na', ['sys.exit(1) ~ !']],
  ['assert False', 'assert False\na', ['assert False !']],
  ['while', 'while a:\n  b\nelse:\n  c\nd', ['a? c d .']],
  ['endless loop', 'while True:\n  if a:\n    break\n  b\nc', ['True? a? break c .']],
  ['of two that were asked for together, the other one has left', 'if a or b:\n  if a:\n    return 1\n  c\n  if b:\n    return 2\n  d\ne',
    ['a or b? a? return 1 .', 'a or b? a? c b? return 2 .', 'a or b? e .']],
  ['the same in one chain', 'if a.b or a.c:\n  if a.b:\n    d\n  elif a.c:\n    e\n  else:\n    f',
    ['a.b or a.c? !', 'a.b or a.c? .', 'a.b or a.c? a.b? !', 'a.b or a.c? a.b? a.c? !', 'a.b or a.c? a.b? a.c? e .', 'a.b or a.c? a.b? d .']],
  ['but not when one is written in between', 'if a or b:\n  if a:\n    return\n  b = c\n  if b:\n    return\n  d',
    ['a or b? .', 'a or b? a? return .', 'a or b? a? b = c b? d .', 'a or b? a? b = c b? return .']],
  ['nor after waiting, when others may write', 'if a or b:\n  if a:\n    return\n  await c\n  if b:\n    return\n  d',
    ['a or b? .', 'a or b? a? await c !', 'a or b? a? await c b? d .', 'a or b? a? await c b? return .', 'a or b? a? await c ~ !', 'a or b? a? return .']],
  ['nor when the first goes on', 'if a or b:\n  if a:\n    c\n  if b:\n    return\n  d', ['a or b? .', 'a or b? a? b? d .', 'a or b? a? b? return .', 'a or b? a? c b? d .', 'a or b? a? c b? return .']],
  ['while with break and else', 'while a:\n  if b:\n    break\n  continue\nelse:\n  c\nd', ['a? b? break d .', 'a? c d .']],
  ['for', 'for i in x:\n  a\nelse:\n  b', ['x i<- !', 'x i<- b .']],
  ['async for', 'async for i in x:\n  pass', ['x i<- !', 'x i<- .', 'x i<- ~ !']],
  ['an error is caught', 'try:\n  a()\nexcept B:\n  c\nd', ['a() d .', 'a() except B: c d .', 'a() !'].sort()],
  ['except Exception catches every error', 'try:\n  a()\nexcept Exception:\n  c', ['a() .', 'a() except Exception: c .']],
  ['but not cancellation', 'try:\n  await a\nexcept Exception:\n  c', ['await a .', 'await a except Exception: c .', 'await a ~ !']],
  ['bare except takes both', 'try:\n  await a\nexcept:\n  c', ['await a .', 'await a except: c .', 'await a ~ except: c .']],
  ['except CancelledError takes cancellation only', 'try:\n  await a\nexcept asyncio.CancelledError:\n  c',
    ['await a !', 'await a .', 'await a ~ except asyncio.CancelledError: c .']],
  ['a computed class may catch anything', 'try:\n  await a\nexcept get():\n  c',
    ['await a !', 'await a .', 'await a except get(): c .', 'await a ~ !', 'await a ~ except get(): c .']],
  ['raise again', 'try:\n  await a\nexcept BaseException:\n  raise',
    ['await a .', 'await a except BaseException: raise !', 'await a except BaseException: raise ~ !',
      'await a ~ except BaseException: raise !', 'await a ~ except BaseException: raise ~ !']],
  ['raise by name', 'try:\n  a()\nexcept B as e:\n  raise e', ['a() !', 'a() .', 'a() except B as e: raise e !']],
  ['operators and names raise only for a handler around them', 'try:\n  a + b\nexcept TypeError:\n  c',
    ['a + b .', 'a + b except TypeError: c .']],
  ['else is outside the handlers', 'try:\n  a\nexcept B:\n  b\nelse:\n  c()', ['a c() !', 'a c() .', 'a except B: b .']],
  ['finally on every way', 'try:\n  a()\nfinally:\n  b', ['a() b !', 'a() b .']],
  ['return through finally', 'try:\n  return a\nfinally:\n  b\nc', ['return a b .']],
  ['finally may replace the exception', 'try:\n  a()\nfinally:\n  return b', ['a() return b .']],
  ['break and continue through finally', 'for i in x:\n  try:\n    if a:\n      break\n    else:\n      continue\n  finally:\n    b\nc',
    ['x i<- !', 'x i<- a? break b c .', 'x i<- c .']],
  ['nested finally', 'try:\n  try:\n    return\n  finally:\n    a\nfinally:\n  b', ['return a b .']],
  ['handlers with finally', 'try:\n  a()\nexcept B:\n  c()\nfinally:\n  d',
    ['a() d !', 'a() d .', 'a() except B: c() d !', 'a() except B: c() d .']],
  ['except*', 'try:\n  a()\nexcept* B:\n  b\nexcept* C:\n  c',
    ['a() !', 'a() .', 'a() except B: b !', 'a() except B: b .', 'a() except B: b except C: c !', 'a() except B: b except C: c .',
      'a() except C: c !', 'a() except C: c .']],
  ['with', 'with c:\n  a()\nb', ['with c !', 'with c /c !', 'with c a() /c !', 'with c a() /c b .'].filter((path) => path !== 'with c /c !')],
  ['async with', 'async with c:\n  a', ['with c !', 'with c ~ !', 'with c a /c !', 'with c a /c .']],
  ['return out of with', 'with c:\n  return a', ['with c !', 'with c return a /c !', 'with c return a /c .']],
  ['several items', 'with c, d:\n  a', ['with c !', 'with c with d /c !', 'with c with d a /d /c !', 'with c with d a /d /c .']],
  ['a suppressing with', 'with suppress(B):\n  a()\nb',
    ['with suppress(B) !', 'with suppress(B) a() /suppress(B) !', 'with suppress(B) a() /suppress(B) b .']],
  ['match', 'match a:\n  case 1:\n    b\n  case x if x:\n    c\n  case _:\n    d',
    ['a case 1: b .', 'a case 1: case: case: d .', 'a case 1: case: x? c .', 'a case 1: case: x? case: d .']],
  ['match without default', 'match a:\n  case 1:\n    b\nc', ['a case 1: b c .', 'a case 1: c .']],
  ['class body', 'class A(b):\n  c\nd', ['class A(b): c class A(b): d .']],
  ['nested function', 'def g(x=a()):\n  b\nc', ['def g(x=a()): !', 'def g(x=a()): c .']],
  ['a lambda does not run', 'x = lambda: a()', ['x = lambda: a() .']],
  ['a generator expression waits', 'x = (await i for i in y)\nz = [await i for i in y]',
    ['x = (await i for i in y) !', 'x = (await i for i in y) z = [await i for i in y] !', 'x = (await i for i in y) z = [await i for i in y] .',
      'x = (await i for i in y) z = [await i for i in y] ~ !']],
  ['yield may be closed', 'yield a\nb', ['yield a !', 'yield a b .', 'yield a ~ !']],
];

for (const [name, body, expected] of CASES) {
  test(`paths: ${name}`, () => {
    const relabelled = paths(graph(body)).map((path) => path.replace('match a:', 'a'));
    assert.deepEqual(relabelled, [...expected].sort());
  });
}

function stepAt(cfg: Cfg, text: string): Step {
  const step = cfg.steps.find((each) => label(each) === text);
  assert.ok(step, text);
  return step;
}

test('does every path release?', () => {
  const released = (body: string): string => {
    const cfg = graph(body);
    const { reachesExit, reachesRaise, witness } = pathsAvoiding(cfg, stepAt(cfg, 'take()'), (step) => label(step) === 'free()');
    return `${reachesExit} ${reachesRaise} ${witness ? label(witness) : '-'}`;
  };
  assert.equal(released('take()\nfree()'), 'false false -');
  assert.equal(released('take()\na()\nfree()'), 'false true a()');
  assert.equal(released('take()\ntry:\n  a()\nfinally:\n  free()'), 'false false -');
  assert.equal(released('take()\nif a:\n  return b\nfree()'), 'true false return b');
  assert.equal(released('take()\ntry:\n  await a\nexcept Exception:\n  free()\n  raise\nfree()'), 'false true await a');
  // The next round's take() may raise.
  assert.equal(released('while a:\n  take()\n  if b:\n    continue\n  free()'), 'true true a?');
});

test('dominance', () => {
  const cfg = graph('a\nif b:\n  c\nelse:\n  d\ne\nwhile f:\n  g\nreturn\nh');
  const before = (first: string, second: string): boolean => dominates(cfg, stepAt(cfg, first), stepAt(cfg, second));
  assert.ok(before('a', 'e') && before('b?', 'd') && before('f?', 'g') && before('e', 'e') && before('b?', 'return'));
  assert.ok(!before('c', 'e') && !before('g', 'f?') && !before('e', 'a') && !before('a', 'h') && !before('h', 'h'));
  for (const a of cfg.steps) {
    for (const b of cfg.steps) {
      const without = new Set<Step>();
      const pending = a === cfg.entry ? [] : [cfg.entry];
      for (let step = pending.pop(); step; step = pending.pop()) {
        without.add(step);
        for (const { to } of step.successors) if (to !== a && !without.has(to)) pending.push(to);
      }
      const isReached = b === cfg.entry || reachableFrom(cfg.entry).has(b);
      const isReachedA = a === cfg.entry || reachableFrom(cfg.entry).has(a);
      assert.equal(dominates(cfg, a, b), isReached && isReachedA && !without.has(b), `${label(a)} over ${label(b)}`);
    }
  }
});

test('what runs again', () => {
  const cfg = graph('a\nfor i in x:\n  b\nc');
  assert.ok(reachableFrom(stepAt(cfg, 'b')).has(stepAt(cfg, 'b')));
  assert.ok(!reachableFrom(stepAt(cfg, 'c')).has(stepAt(cfg, 'b')));
  assert.ok(!reachableFrom(stepAt(cfg, 'x')).has(stepAt(cfg, 'x')), 'the iterable is evaluated once');
});

test('steps of nodes', () => {
  const text = 'def f(p):\n  try:\n    if a.b:\n      with c as d:\n        pass\n  finally:\n    e(lambda q=g: h)\n';
  const fn = lowerPython('/m.py', text).functions[0];
  assert.ok(fn);
  const cfg = cfgOf(fn);
  const found = new Map<string, string>();
  const visit = (node: Parameters<typeof textOf>[0]): void => {
    if (node.kind === 'name') found.set(node.name, stepOf(node).map((step) => step.kind).join(' '));
  };
  for (const step of cfg.steps) for (const root of step.evaluated) walkNames(root, visit);
  assert.equal(found.get('a'), 'condition');
  assert.equal(found.get('c'), 'enter');
  assert.equal(found.get('d'), 'enter');
  assert.equal(found.get('e'), found.get('g'));
  assert.match(found.get('e') ?? '', /^statement statement/);
  assert.equal(found.get('h'), 'statement', 'in the graph of the lambda');
  const body = fn.body[0];
  assert.ok(body?.kind === 'try');
  assert.deepEqual(stepOf(body).map((step) => step.kind), ['condition']);
  assert.deepEqual(fn.parameters.flatMap((parameter) => stepOf(parameter)), [cfg.entry]);
});

function walkNames(node: Parameters<typeof textOf>[0], visit: (node: Parameters<typeof textOf>[0]) => void): void {
  walk(node, (each) => visit(each));
}

test('graphs stay small when finally blocks nest', () => {
  let body = 'a()';
  for (let i = 0; i < 8; i++) {
    const inner = body.split('\n').map((line) => `  ${line}`).join('\n');
    body = `try:\n${inner}\nfinally:\n${inner}`;
  }
  assert.ok(graph(body).steps.length < 20_000);
});
