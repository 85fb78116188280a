"""Compares knowledge tables with the real libraries. Reads {"tables": [...]} from stdin, writes a report as JSON.

For every name: does it exist on this interpreter exactly when the table says so (since / until / platform), and is it
asynchronous exactly as the table says? Apart from imports only a few functions of asyncio are called.
"""
import asyncio
import collections.abc
import concurrent.futures
import functools
import importlib
import inspect
import json
import pkgutil
import sys
import typing
import warnings

from connections import check_connections
from definition_homes import homes_of
from introspection import MISSING, assigned_attributes, function_of, has_protocol, member, nature, resolve, returned, wraps_coroutine
from limits import check_limits

warnings.simplefilter('ignore')
VERSION = sys.version_info[:2]
# `with path:` did nothing and is gone in 3.13.
LEGACY_PROTOCOLS = {'pathlib.Path', 'pathlib.PosixPath', 'pathlib.WindowsPath'}
# Declared as the one, at run time the other.
STANDS_FOR = {'sqlalchemy.orm.Mapped': 'sqlalchemy.orm.QueryableAttribute'}
# Closed by weak references to them, or to what they consist of.
FINALIZED = {'grpc.Channel', 'grpc.aio.Channel', 'requests.Session', 'urllib3.PoolManager', 'botocore.client.BaseClient', 'concurrent.futures.Executor', 'openai.OpenAI', 'openai.AsyncOpenAI', 'anthropic.Anthropic', 'anthropic.AsyncAnthropic'}
MADE_BY_METACLASS = {'django.db.models.Model.objects'}
AWAITABLE_WORDS = ('Awaitable', 'Coroutine', 'Future', 'Task', 'ContextManager', 'Context')


def number(text):
    return tuple(int(part) for part in text.split('.')[:2])


def expected(*facts):
    for fact in facts:
        if fact.get('since') and VERSION < number(fact['since']):
            return False
        if fact.get('until') and VERSION >= number(fact['until']):
            return False
        if fact.get('platform') and sys.platform not in fact['platform']:
            return False
    return True


async def awaitable_results():
    """Names of asyncio's plain functions whose results were seen to be awaitable; nothing else tells."""
    loop = asyncio.get_running_loop()
    nothing = functools.partial(asyncio.sleep, 0)
    results = {
        'asyncio.gather': asyncio.gather(nothing()),
        'asyncio.shield': asyncio.shield(nothing()),
        'asyncio.create_task': asyncio.create_task(nothing()),
        'asyncio.ensure_future': asyncio.ensure_future(nothing()),
        'asyncio.AbstractEventLoop.create_task': loop.create_task(nothing()),
        'asyncio.AbstractEventLoop.run_in_executor': loop.run_in_executor(None, int),
        'asyncio.AbstractEventLoop.create_future': loop.create_future(),
        'asyncio.wrap_future': asyncio.wrap_future(concurrent.futures.Future()),
    }
    if hasattr(asyncio, 'TaskGroup'):
        async with asyncio.TaskGroup() as group:
            results['asyncio.TaskGroup.create_task'] = group.create_task(nothing())
    await asyncio.sleep(0.01)
    return {name for name, result in results.items() if inspect.isawaitable(result)}


def finalized(cls):
    return callable(getattr(cls, '__del__', None))


class Report:
    def __init__(self, tables):
        self.classes = {full_name(table, name): cls for table in tables for name, cls in table['classes'].items()}
        self.checked = 0
        self.problems = []
        self.unproven = []

    def of_chain(self, cls, field):
        """A class's own fact or that of a base, as the tables have it."""
        if cls.get(field) is not None:
            return cls[field]
        found = (self.of_chain(self.classes[base], field) for base in cls.get('bases', ()) if base in self.classes)
        return next((fact for fact in found if fact is not None), None)

    def check_callable(self, name, value, facts):
        kind = nature(value)
        text, cls = returned(function_of(value))
        wanted = facts.get('awaitable')
        if wanted == 'coroutine':
            if kind != 'coroutine' and not wraps_coroutine(value) and not (kind == 'function' and ('Coroutine' in text or 'Awaitable' in text)):
                self.note(kind == 'function' and not inspect.isfunction(function_of(value)), name, f'declared coroutine, is {kind}')
        elif wanted is not None:
            if kind == 'coroutine':
                self.problems.append(f'{name}: declared awaitable {wanted}, is an async function')
            proven = name in PROVEN or wraps_coroutine(value) or any(word in text for word in AWAITABLE_WORDS) or hasattr(cls, '__await__') or (kind == 'class' and hasattr(value, '__await__'))
            self.note(not proven, name, None)
        elif facts.get('asyncIterable'):
            proven = kind == 'async generator' or any(word in text for word in ('AsyncIter', 'AsyncGen')) or hasattr(cls, '__aiter__')
            if not proven:
                self.note(kind != 'coroutine', name, 'declared async iterable, is an async function')
        else:
            if kind in ('coroutine', 'async generator'):
                self.problems.append(f'{name}: declared synchronous, is {kind}')
            elif kind == 'function' and text.startswith(('Awaitable[', 'Coroutine[', 'typing.Awaitable', 'typing.Coroutine', 'collections.abc.Coroutine')):
                self.problems.append(f'{name}: declared synchronous, returns {text}')
            elif facts.get('plain') and facts.get('returns') is None and hasattr(cls, '__await__'):
                self.problems.append(f'{name}: declared never awaitable, returns {text}')
        if facts.get('asyncContext') and kind == 'class' and not hasattr(value, '__aenter__'):
            self.problems.append(f'{name}: no async context manager')
        check_limits(self, name, value, facts)
        for where in facts.get('callable', ()):
            self.check_parameter(name, value, where)
        for switch in facts.get('unless', ()):
            self.check_parameter(name, value, switch['argument'])

    def check_parameter(self, name, value, where):
        """A keyword must be a parameter; a position must exist."""
        try:
            parameters = list(inspect.signature(value).parameters.values())
        except (TypeError, ValueError, AttributeError):
            self.unproven.append(f'{name}({where})')
            return
        kinds = inspect.Parameter
        if isinstance(where, str):
            if not any(p.name == where and p.kind is not kinds.POSITIONAL_ONLY or p.kind is kinds.VAR_KEYWORD for p in parameters):
                # `fn` of Executor.submit is positional only on newer versions.
                if not any(p.name == where for p in parameters):
                    self.problems.append(f'{name}: no parameter {where}')
        elif not any(p.kind is kinds.VAR_POSITIONAL for p in parameters):
            positional = [p for p in parameters if p.kind in (kinds.POSITIONAL_ONLY, kinds.POSITIONAL_OR_KEYWORD)]
            if positional and positional[0].name == 'self':
                positional = positional[1:]
            if where >= len(positional):
                self.problems.append(f'{name}: no parameter at {where}')

    def note(self, is_unproven, name, problem):
        if is_unproven:
            self.unproven.append(name)
        elif problem:
            self.problems.append(f'{name}: {problem}')

    def check_presence(self, name, value, is_expected):
        """True when there is something to look at."""
        self.checked += 1
        if value is MISSING and is_expected:
            self.problems.append(f'{name}: does not exist')
        if value is not MISSING and not is_expected:
            self.problems.append(f'{name}: exists although the table says it does not on this version or platform')
        return value is not MISSING and is_expected

    def check_class(self, name, cls, facts, table):
        value = resolve(STANDS_FOR.get(name, name))
        if not self.check_presence(name, value, expected(table, cls)):
            return
        construct = cls.get('construct')
        if construct:
            self.check_callable(name, value, construct)
        if not isinstance(value, type):
            self.unproven.append(name)
            return
        for field, method in (('asyncEnter', '__aenter__'), ('enter', '__enter__'), ('asyncElement', '__aiter__'), ('iterationBlocks', '__iter__'), ('awaitable', '__await__'), ('awaitOptional', '__await__')):
            if field == 'asyncEnter' and not expected({'since': cls.get('asyncSince')}):
                continue
            if cls.get(field) is not None and not has_protocol(value, method):
                self.problems.append(f'{name}: {field} is set, there is no {method}')
        # What the tables leave out is not there; of plain iteration only for what `async for` takes.
        is_async = self.of_chain(cls, 'asyncElement') is not None
        for fields, method in (('enter',), '__enter__'), (('asyncEnter',), '__aenter__'), (('asyncElement',), '__aiter__'), *([(('element', 'iterationBlocks'), '__iter__')] if is_async else []):
            if name not in LEGACY_PROTOCOLS and has_protocol(value, method) and all(self.of_chain(cls, field) is None for field in fields):
                self.problems.append(f'{name}: has {method}, {" or ".join(fields)} is not set')
        if (cls.get('resource') or {}).get('closesItself') and name not in FINALIZED and not finalized(value):
            self.problems.append(f'{name}: closesItself is set, there is no __del__')
        says = cls.get('awaitable') is not None or bool(cls.get('awaitOptional') or cls.get('bases'))
        if hasattr(value, '__await__') and not says:
            self.problems.append(f'{name}: has __await__, neither awaitable nor awaitOptional is set')
        for base in cls.get('bases', ()):
            parent = resolve(base)
            if isinstance(parent, type) and not issubclass(value, parent):
                self.problems.append(f'{name}: is no {base}')
        assigned = None
        for method, method_facts in cls['methods'].items():
            found = member(value, method)
            if found is MISSING:
                # `self.acquire = lock.acquire` in a constructor.
                assigned = assigned if assigned is not None else assigned_attributes(value)
                if method in assigned:
                    self.checked += 1
                    self.unproven.append(f'{name}.{method}')
                    continue
            if found is MISSING and isinstance(inspect.getattr_static(value, '__getattr__', None), type(check)):
                self.unproven.append(f'{name}.{method}')
                continue
            if self.check_presence(f'{name}.{method}', found, expected(table, cls, method_facts)) and callable(found):
                self.check_callable(f'{name}.{method}', found, method_facts)
        if cls.get('otherMethods'):
            self.check_others(name, value, cls)
        for attribute in cls.get('attributes', {}):
            if f'{name}.{attribute}' in MADE_BY_METACLASS:
                self.unproven.append(f'{name}.{attribute}')
                continue
            if member(value, attribute) is not MISSING:
                self.checked += 1
                continue
            assigned = assigned if assigned is not None else assigned_attributes(value)
            self.check_presence(f'{name}.{attribute}', attribute if attribute in assigned else MISSING, True)


    def check_callable_alias(self, name):
        """An alias that stands for a class with `__call__`: of a callable whose result is declared as awaitable."""
        value = resolve(name)
        if not self.check_presence(name, value, True):
            return
        result = (typing.get_args(value) or (None,))[-1]
        is_awaitable = typing.get_origin(result) in (collections.abc.Awaitable, collections.abc.Coroutine)
        if typing.get_origin(value) is not collections.abc.Callable or not is_awaitable:
            self.problems.append(f'{name}: no callable with an awaitable result, is {value}')

    def check_others(self, name, value, cls):
        """What `otherMethods` says must be true of every public method that is not listed."""
        for other in dir(value):
            found = member(value, other)
            is_listed = self.method_of_chain(cls, other) or other in cls.get('attributes', {})
            if other.startswith('_') or is_listed or not inspect.isroutine(function_of(found)):
                continue
            self.checked += 1
            self.check_callable(f'{name}.{other}', found, {key: fact for key, fact in cls['otherMethods'].items() if key != 'limit'})

    def method_of_chain(self, cls, method):
        return method in cls['methods'] or any(self.method_of_chain(self.classes[base], method) for base in cls.get('bases', ()) if base in self.classes)


def full_name(table, name):
    return name if table['module'] == 'builtins' else f'{table["module"]}.{name}'


def check(tables):
    report = Report(tables)
    aliases = {}
    homes = {}
    described = {full_name(table, name) for table in tables for name in [*table['functions'], *table['classes']]}
    for table in tables:
        for name, facts in table['functions'].items():
            value = resolve(full_name(table, name))
            if report.check_presence(full_name(table, name), value, expected(table, facts)):
                report.check_callable(full_name(table, name), value, facts)
                homes.update({home: full_name(table, name) for home in homes_of(full_name(table, name), value)})
        for name, cls in table['classes'].items():
            if '__call__' in cls['methods'] and cls.get('nominal'):
                report.check_callable_alias(full_name(table, name))
            if not cls.get('nominal'):
                report.check_class(full_name(table, name), cls, None, table)
                homes.update({home: full_name(table, name) for home in homes_of(full_name(table, name), resolve(full_name(table, name)))})
        for name in table.get('values', {}):
            report.check_presence(full_name(table, name), resolve(full_name(table, name)), expected(table))
        for name in table.get('aliases', {}):
            aliases[name] = resolve(name) is not MISSING
    homes = {home: name for home, name in homes.items() if home not in described}
    return {'version': '.'.join(map(str, sys.version_info[:3])), 'checked': report.checked, 'problems': report.problems, 'unproven': sorted(set(report.unproven)), 'aliases': aliases, 'homes': homes}


def asynchronous_names(module):
    """Coroutine functions, methods and awaitable classes that a module or its submodules define."""
    try:
        found = importlib.import_module(module)
    except ImportError:
        return  # Not on this platform or version.
    modules = [found]
    for info in pkgutil.iter_modules(getattr(found, '__path__', ()), module + '.'):
        if info.name.rpartition('.')[2].startswith(('__main__', 'test')):
            continue
        try:
            modules.append(importlib.import_module(info.name))
        except ImportError:
            pass
    for owner in modules:
        for name, value in vars(owner).items():
            if getattr(value, '__module__', None) != owner.__name__:
                continue
            full = f'{owner.__name__}.{name}'
            if inspect.iscoroutinefunction(value) or inspect.isasyncgenfunction(value) or (isinstance(value, type) and hasattr(value, '__await__')):
                yield full
            if isinstance(value, type):
                yield from (f'{full}.{method}' for method, function in vars(value).items() if inspect.iscoroutinefunction(getattr(function, '__func__', function)))


PROVEN = asyncio.run(awaitable_results())
real_stdout = sys.stdout
sys.stdout = sys.stderr
given = json.load(sys.stdin)
result = check(given['tables'])
for awaitless in given['awaitless']:
    result['checked'] += 1
    result['problems'].extend(f'{name}: is asynchronous, the module is listed as having nothing to await' for name in asynchronous_names(awaitless))
if given.get('connections'):
    result['connections'] = check_connections(given['connections'])
sys.stdout = real_stdout
json.dump(result, sys.stdout)
