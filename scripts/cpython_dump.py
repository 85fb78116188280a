"""The syntax trees of CPython's own `ast`, for scripts/diff-cpython.mjs.

Reads paths from standard input, one a line, and answers one line each:
    <sha1 of the dump> <path>      or      rejected <path>      or      skipped <path>
With --full it prints the dump of the files instead: one node a line in preorder, "Type start end label",
offsets in UTF-16 units without a byte order mark. Inside f-strings only the expressions are printed,
and those only from Python 3.12 on: earlier versions report wrong positions there.
"""
import ast
import hashlib
import re
import sys
import warnings

WITH_FSTRINGS = sys.version_info >= (3, 12)
CONTEXTS = (ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop)
LINE = re.compile(rb'[^\r\n]*(?:\r\n|\r|\n|\Z)')
COOKIE = re.compile(rb'^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)', re.M)


class Positions:
    """From CPython's line and UTF-8 column to a UTF-16 offset into the whole text."""

    def __init__(self, source):
        self.lines = LINE.findall(source)
        self.offsets = []
        offset = 0
        for line in self.lines:
            self.offsets.append(offset)
            offset += utf16_length(line)

    def offset(self, lineno, column):
        line = self.lines[lineno - 1]
        return self.offsets[lineno - 1] + utf16_length(line[:column])


def utf16_length(utf8):
    if utf8.isascii():
        return len(utf8)
    return len(utf8.decode('utf-8').encode('utf-16-le')) // 2


def type_name(node):
    return type(node).__name__


LABELS = {
    'Name': lambda node: node.id,
    'Attribute': lambda node: node.attr,
    'FunctionDef': lambda node: node.name,
    'AsyncFunctionDef': lambda node: node.name,
    'ClassDef': lambda node: node.name,
    'TypeVar': lambda node: node.name,
    'ParamSpec': lambda node: node.name,
    'TypeVarTuple': lambda node: node.name,
    'arg': lambda node: node.arg,
    'keyword': lambda node: node.arg or '**',
    'alias': lambda node: node.name + (' as ' + node.asname if node.asname else ''),
    'Constant': lambda node: type_name(node.value),
    'Global': lambda node: ','.join(node.names),
    'Nonlocal': lambda node: ','.join(node.names),
    'BinOp': lambda node: type_name(node.op),
    'BoolOp': lambda node: type_name(node.op),
    'UnaryOp': lambda node: type_name(node.op),
    'AugAssign': lambda node: type_name(node.op),
    'Compare': lambda node: ','.join(map(type_name, node.ops)),
    'ImportFrom': lambda node: '.' * node.level + (node.module or ''),
    'ExceptHandler': lambda node: node.name or '',
    'MatchAs': lambda node: node.name or '_',
    'MatchStar': lambda node: node.name or '_',
    'MatchMapping': lambda node: node.rest or '',
    'MatchClass': lambda node: ','.join(node.kwd_attrs),
    'comprehension': lambda node: str(node.is_async),
}


def interpolated(node):
    """The expressions in the fields of an f-string or t-string, format specs included."""
    for value in node.values:
        if not isinstance(value, ast.Constant):
            yield value.value
            if value.format_spec is not None:
                yield from interpolated(value.format_spec)


def children(node):
    if type_name(node) in ('JoinedStr', 'TemplateStr'):
        return list(interpolated(node)) if WITH_FSTRINGS else []
    return [child for child in ast.iter_child_nodes(node) if not isinstance(child, CONTEXTS)]


def dump(source):
    positions = Positions(source)
    out = []
    pending = ast.parse(source).body[::-1]
    while pending:
        node = pending.pop()
        name = type_name(node)
        label = LABELS.get(name, lambda _: '')(node)
        if hasattr(node, 'lineno'):
            start = positions.offset(node.lineno, node.col_offset)
            end = positions.offset(node.end_lineno, node.end_col_offset)
            out.append(f'{name} {start} {end} {label}')
        else:
            out.append(f'{name} - - {label}')
        pending.extend(reversed(children(node)))
    return '\n'.join(out)


def read(path):
    """The bytes without byte order mark; None for files that do not hold UTF-8."""
    with open(path, 'rb') as file:
        source = file.read()
    if source.startswith(b'\xef\xbb\xbf'):
        return source[3:]
    cookie = COOKIE.search(b''.join(LINE.findall(source)[:2]))
    if cookie and cookie.group(1).lower().replace(b'_', b'-') not in (b'utf-8', b'utf8', b'ascii', b'us-ascii'):
        return None
    try:
        source.decode('utf-8')
    except UnicodeDecodeError:
        return None
    return source


def main():
    warnings.simplefilter('ignore')
    sys.setrecursionlimit(50000)
    is_full = '--full' in sys.argv
    for path in sys.stdin.read().splitlines():
        source = read(path)
        if source is None:
            print('skipped', path)
            continue
        try:
            text = dump(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            print('rejected', path)
            continue
        print(text if is_full else f'{hashlib.sha1(text.encode("utf-8", "surrogatepass")).hexdigest()} {path}')


main()
