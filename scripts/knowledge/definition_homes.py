"""Where classes and functions are really defined: `httpx.AsyncClient` in `httpx._client`. Not every `__module__` tells."""
import inspect
import re
import sys


def homes_of(name, value):
    """Full names of the definition besides the public one."""
    defined_as = getattr(value, '__name__', '')
    if not re.fullmatch(r'[A-Za-z_]\w*', defined_as):
        return set()
    package = name.split('.', 1)[0]
    homes = {f'{module}.{defined_as}' for module in list(sys.modules) if module.split('.', 1)[0] == package and defines(module, defined_as, value)}
    return homes - {name}


def defines(module_name, defined_as, value):
    module = sys.modules.get(module_name)
    if module is None or vars(module).get(defined_as) is not value:
        return False
    try:
        source = inspect.getsource(module)
    except (OSError, TypeError):
        # Compiled: only the object itself can tell.
        return getattr(value, '__module__', None) == module_name
    return re.search(rf'^(?:class|def|async def)\s+{defined_as}\b', source, re.MULTILINE) is not None
