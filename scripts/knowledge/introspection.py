"""Looking at real objects by dotted name, without running more than their imports."""
import ast
import contextlib
import importlib
import inspect
import io
import textwrap

MISSING = object()


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


def own_code(function):
    """The statements of a function without its docstring; [] when there is no source."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function_of(function))))
    except (OSError, TypeError, SyntaxError):
        return []
    if not tree.body or not hasattr(tree.body[0], 'body'):
        return []
    body = tree.body[0].body
    return body[1:] if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant) else body


def has_protocol(cls, method):
    """Does the class have the method for more than to complain (`ClientSession.__enter__` raises a TypeError)?"""
    found = member(cls, method)
    if found is MISSING or found is None:
        return False
    return not any(isinstance(statement, ast.Raise) and 'NotImplementedError' not in ast.dump(statement) for statement in own_code(found)[:1])
