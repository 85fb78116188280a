/** What only TypeScript and JavaScript have, on hand-made functions. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cfgOf, type Cfg, type Step } from './cfg.js';
import { reachingBindings } from './flow.js';
import type { FunctionModel } from './function.js';
import { LineIndex } from './lines.js';
import type { AwaitExpression, Expression, MatchCase, ModuleModel, NameExpression, Statement, TryStatement, WhileStatement } from './index.js';
import { resolveName, scopeOf } from './scope.js';
import { linkChildren } from './walk.js';

const at = { start: 0, end: 0, parent: undefined, unit: undefined, answers: undefined };
const name = (key: string): NameExpression => ({ ...at, kind: 'name', name: key, key });
const run = (key: string): Statement => ({ ...at, kind: 'expression-statement', value: name(key) });
const wait = (key: string): Statement => ({ ...at, kind: 'expression-statement', value: { ...at, kind: 'await', value: name(key) } satisfies AwaitExpression });
const leave = (kind: 'break' | 'continue', label?: string): Statement => ({ ...at, kind, label });
const when = (test: string, then: Statement[]): Statement => ({ ...at, kind: 'if', test: name(test), then, otherwise: [] });
const loop = (part: Partial<WhileStatement>): Statement => ({
  ...at, kind: 'while', form: 'while', initialisers: [], test: undefined, update: undefined, body: [], otherwise: [], ...part,
});
const label = (text: string, body: Statement[]): Statement => ({ ...at, kind: 'block', what: 'label', label: text, body });
const branch = (test: string | undefined, body: Statement[]): MatchCase => ({
  ...at, kind: 'match-case', tests: test === undefined ? [] : [name(test)], captures: [], guard: undefined, isDefault: test === undefined, body,
});
const choose = (subject: string, cases: MatchCase[]): Statement => ({ ...at, kind: 'match', subject: name(subject), cases, fallsThrough: true });
const attempt = (part: Partial<TryStatement>): Statement => ({
  ...at, kind: 'try', body: [], handlers: [], otherwise: [], finalizer: [], hasFinalizer: false, ...part,
});

function graph(body: readonly Statement[]): Cfg {
  return cfgOf(functionWith(body));
}

function functionWith(body: readonly Statement[]): FunctionModel {
  const fn: FunctionModel = {
    ...at, kind: 'function', form: 'function', name: 'f', qualifiedName: 'f', nameStart: 0, nameEnd: 0, keywordStart: 0, isAsync: true,
    isGenerator: false, parameters: [], decorators: [], returns: undefined, typeParameters: [], body, method: 'none', owner: undefined,
    enclosing: undefined, unit: { base: 0, get root() { return fn; }, module: emptyModule() },
  };
  linkChildren(fn, body);
  return fn;
}

function emptyModule(): ModuleModel {
  const module: ModuleModel = {
    answers: undefined,
    path: '/m.ts', language: 'typescript', text: '', lines: new LineIndex(''), get root(): FunctionModel { throw new Error('not asked for'); },
    functions: [], classes: [], comments: [], problems: [],
  };
  return module;
}

function describe(step: Step): string {
  if (step.kind === 'exit') return '.';
  if (step.kind === 'raise-exit') return '!';
  const text = step.evaluated.map(textIn).join(' ');
  if (step.kind === 'case') return text === '' ? 'default' : `=${text}`;
  return step.kind === 'condition' || step.kind === 'loop' ? `${text}?` : text;
}

function textIn(expression: Expression): string {
  return expression.kind === 'await' ? `await ${textIn(expression.value)}` : expression.kind === 'name' ? expression.name : expression.kind;
}

/** All paths on which no step occurs twice, then those that come back to a step, marked with `^`. */
function paths(cfg: Cfg): string[] {
  const found = new Set<string>();
  const follow = (step: Step, before: readonly Step[], text: string): void => {
    const here = [text, describe(step)].filter((part) => part !== '').join(' ');
    if (step === cfg.exit || step === cfg.raiseExit) found.add(here);
    for (const { to } of step.successors) {
      if (before.includes(to) || to === step) found.add(`${here} ^${describe(to)}`);
      else follow(to, [...before, step], here);
    }
  };
  follow(cfg.entry, [], '');
  return [...found].sort();
}

const CASES: readonly (readonly [name: string, body: readonly Statement[], paths: readonly string[]])[] = [
  ['switch falls through', [choose('s', [branch('a', [run('1')]), branch('b', [run('2'), leave('break')]), branch('c', [run('3')])]), run('4')],
    ['s =a 1 2 4 .', 's =a =b 2 4 .', 's =a =b =c 3 4 .', 's =a =b =c 4 .']],
  ['default is tried last and falls through from where it stands', [choose('s', [branch(undefined, [run('1')]), branch('b', [run('2')])])],
    ['s =b 2 .', 's =b default 1 2 .']],
  ['continue in a switch means the loop', [loop({ test: name('t'), body: [choose('s', [branch('a', [leave('continue')])]), run('1')] })],
    ['t? .', 't? s =a ^t?', 't? s =a 1 ^t?']],
  ['do … while', [loop({ form: 'do', test: name('t'), body: [run('1')] }), run('2')], ['1 t? 2 .', '1 t? ^1']],
  ['for with initialiser and update', [loop({ form: 'for', initialisers: [run('i')], test: name('t'), update: name('u'), body: [when('c', [leave('continue')]), run('1')] })],
    ['i t? .', 'i t? c? 1 u ^t?', 'i t? c? u ^t?']],
  ['endless for', [loop({ form: 'for', body: [when('c', [leave('break')])] }), run('1')], ['? c? 1 .', '? c? ^?']],
  ['labels', [label('outer', [loop({ test: name('a'), body: [loop({ test: name('b'), body: [when('c', [leave('continue', 'outer')]), leave('break', 'outer')] })] })]), run('1')],
    ['a? 1 .', 'a? b? ^a?', 'a? b? c? ^a?', 'a? b? c? 1 .']],
  ['a labelled block', [label('l', [when('a', [leave('break', 'l')]), run('1')]), run('2')], ['a? 2 .', 'a? 1 2 .']],
  ['await is not cancelled, catch takes everything', [attempt({ body: [wait('a')], handlers: [{ ...at, kind: 'handler', type: undefined, target: name('e'), body: [run('1')] }] })],
    ['await a .', 'await a e 1 .']],
  ['break out of finally loses the exception', [loop({ test: name('t'), body: [attempt({ body: [wait('a')], finalizer: [leave('break')], hasFinalizer: true })] })],
    ['t? .', 't? await a .']],
];

for (const [title, body, expected] of CASES) {
  test(`script paths: ${title}`, () => {
    const shown = paths(graph(body)).map((path) => path.replaceAll('  ', ' '));
    assert.deepEqual(shown, [...expected].sort());
  });
}

const assign = (target: NameExpression, declares?: 'let' | 'const'): Statement => ({
  ...at, kind: 'assignment', targets: [target], value: { ...at, kind: 'literal', type: 'number', value: 1 }, annotation: undefined,
  operator: undefined, declares,
});

/** `let x = 1; const y = 1; const g = () => { x = 1; z = 1 }; x; y;` */
function closure(): { outer: FunctionModel; inner: FunctionModel; reads: readonly NameExpression[] } {
  const inner: FunctionModel = Object.assign(functionWith([assign(name('x')), assign(name('z'))]), { form: 'lambda' as const });
  const reads = [name('x'), name('y')];
  const outer = functionWith([
    assign(name('x'), 'let'), assign(name('y'), 'const'),
    { ...at, kind: 'expression-statement', value: { ...at, kind: 'function-expression', fn: inner } },
    ...reads.map((value): Statement => ({ ...at, kind: 'expression-statement', value })),
  ]);
  inner.enclosing = outer;
  return { outer, inner, reads };
}

test('a plain assignment writes the variable of the function around, a declaration makes one', () => {
  const { outer, inner } = closure();
  assert.deepEqual([...scopeOf(outer).variables.keys()], ['x', 'y']);
  assert.deepEqual([...scopeOf(inner).variables.keys()], []);
  assert.equal(scopeOf(outer).variables.get('x')?.bindings.length, 2);
  assert.equal(scopeOf(outer).variables.get('y')?.bindings.length, 1);
  const target = inner.body[0]?.kind === 'assignment' ? inner.body[0].targets[0] : undefined;
  assert.ok(target?.kind === 'name');
  assert.equal(resolveName(target)?.owner, outer);
});

test('what a closure writes cannot be told by flow, what is constant can', () => {
  const [x, y] = closure().reads;
  assert.ok(x && y);
  assert.equal(reachingBindings(x), undefined);
  assert.equal(reachingBindings(y)?.length, 1);
});
