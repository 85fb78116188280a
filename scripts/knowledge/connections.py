"""Compares what is said about libraries that hold connections with the real libraries."""
import inspect

from introspection import MISSING, import_quietly, nature, resolve, wraps_coroutine


def check_connections(said):
    problems, unproven = [], []
    for name in said['modules']:
        module = import_quietly(name)
        if module is MISSING:
            problems.append(f'{name}: no such module')
        elif not any(asynchronous(value) for value in vars(module).values()):
            unproven.append(name)
    for name in said['functions']:
        function = resolve(name)
        if function is MISSING:
            problems.append(f'{name}: does not exist')
        elif nature(function) != 'coroutine' and not wraps_coroutine(function):
            problems.append(f'{name}: is no coroutine function')
    for name in said['pools']:
        pool = resolve(name)
        if not isinstance(pool, type):
            problems.append(f'{name}: is no class')
        elif not any(callable(getattr(pool, method, None)) for method in ('acquire', 'connection', 'getconn')):
            problems.append(f'{name}: hands out no connections')
    parameters = {parameter for name in said['factories'] for parameter in parameters_of(resolve(name))}
    problems += [f'{name}: no argument of a client or pool' for name in said['arguments'] if name not in parameters]
    checked = sum(len(said[key]) for key in ('modules', 'functions', 'pools', 'arguments'))
    return {'checked': checked, 'problems': problems, 'unproven': unproven}


def asynchronous(value):
    """A coroutine function, or a class with such methods or made for `async with`."""
    if not isinstance(value, type):
        return nature(value) == 'coroutine' or wraps_coroutine(value)
    return hasattr(value, '__aenter__') or any(inspect.iscoroutinefunction(member) for base in value.__mro__ for member in vars(base).values())


def parameters_of(value):
    try:
        return inspect.signature(value).parameters if value is not MISSING else ()
    except (TypeError, ValueError):
        return ()
