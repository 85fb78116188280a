"""Compares knowledge tables with the real libraries. Reads {"tables": [...]} from stdin, writes a report as JSON.

For every name: does it exist on this interpreter exactly when the table says so (since / until / platform), and is it
asynchronous exactly as the table says? Apart from imports only a few functions of asyncio are called.
"""
import ast
import asyncio
import concurrent.futures
import functools
import importlib
import inspect
import io
import contextlib
import json
import pkgutil
import sys
import textwrap
import warnings

warnings.simplefilter('ignore')
VERSION = sys.version_info[:2]
MISSING = object()
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


def import_quietly(name):
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            return importlib.import_module(name)
    except ImportError:
        return MISSING


def resolve(name):
    """The object of a dotted name, or MISSING."""
    parts = name.split('.')
    for cut in range(len(parts), 0, -1):
        module = import_quietly('.'.join(parts[:cut]))
        if module is MISSING:
            continue
        found = module
        for part in parts[cut:]:
            found = member(found, part)
            if found is MISSING:
                break
        else:
            return found
    return member(importlib.import_module('builtins'), name) if len(parts) == 1 else MISSING


def member(owner, name):
    try:
        return getattr(owner, name)
    except AttributeError:
        pass
    except Exception:
        return inspect.getattr_static(owner, name, MISSING)
    return inspect.getattr_static(owner, name, MISSING)


def function_of(value):
    while isinstance(value, (staticmethod, classmethod)) or inspect.ismethod(value):
        value = value.__func__
    return value


def returned(value):
    """The return annotation as text and, where it is a class, the class."""
    try:
        annotation = inspect.signature(value).return_annotation
    except (TypeError, ValueError, AttributeError):
        # AttributeError: inspect itself fails on some builtins (`select.epoll.register` of 3.13).
        return '', None
    if annotation is inspect.Signature.empty:
        return '', None
    if isinstance(annotation, type):
        return annotation.__name__, annotation
    text = annotation if isinstance(annotation, str) else str(annotation)
    found = resolve(f'{getattr(value, "__module__", "")}.{text.split("[")[0].strip(chr(34))}')
    return text, found if isinstance(found, type) else None


def nature(value):
    value = function_of(value)
    if isinstance(value, type):
        return 'class'
    if inspect.iscoroutinefunction(value):
        return 'coroutine'
    if inspect.isasyncgenfunction(value):
        return 'async generator'
    return 'function'


def wraps_coroutine(value):
    """A plain function around an async one (`functools.wraps`) hands its awaitable on."""
    value = function_of(value)
    return inspect.isfunction(value) and inspect.iscoroutinefunction(inspect.unwrap(value))


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


class Report:
    def __init__(self):
        self.checked = 0
        self.problems = []
        self.unproven = []

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
        value = resolve(name)
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
            if cls.get(field) is not None and not hasattr(value, method):
                self.problems.append(f'{name}: {field} is set, there is no {method}')
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
        for attribute in cls.get('attributes', {}):
            if member(value, attribute) is not MISSING:
                self.checked += 1
                continue
            assigned = assigned if assigned is not None else assigned_attributes(value)
            self.check_presence(f'{name}.{attribute}', attribute if attribute in assigned else MISSING, True)


def assigned_attributes(cls):
    """Names that instances get: annotations, slots, `self.x = …` in the source of the class and its bases."""
    names = set()
    for base in cls.__mro__:
        names.update(getattr(base, '__annotations__', ()))
        slots = getattr(base, '__slots__', ())
        names.update([slots] if isinstance(slots, str) else slots)
        try:
            tree = ast.parse(textwrap.dedent(inspect.getsource(base)))
        except (OSError, TypeError, SyntaxError):
            # Some packages rename their modules, so the source is not found: the compiled code still names attributes.
            for function in vars(base).values():
                names.update(getattr(getattr(function, '__code__', None), 'co_names', ()))
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                names.add(node.attr)
    return names


def full_name(table, name):
    return name if table['module'] == 'builtins' else f'{table["module"]}.{name}'


def check(tables):
    report = Report()
    aliases = {}
    for table in tables:
        for name, facts in table['functions'].items():
            value = resolve(full_name(table, name))
            if report.check_presence(full_name(table, name), value, expected(table, facts)):
                report.check_callable(full_name(table, name), value, facts)
        for name, cls in table['classes'].items():
            if not cls.get('nominal'):
                report.check_class(full_name(table, name), cls, None, table)
        for name in table.get('values', {}):
            report.check_presence(full_name(table, name), resolve(full_name(table, name)), expected(table))
        for name in table.get('aliases', {}):
            aliases[name] = resolve(name) is not MISSING
    return {'version': '.'.join(map(str, sys.version_info[:3])), 'checked': report.checked, 'problems': report.problems, 'unproven': sorted(set(report.unproven)), 'aliases': aliases}


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
sys.stdout = real_stdout
json.dump(result, sys.stdout)
