"""Time limits and bounds of the tables against the defaults of the real parameters."""
import inspect

from introspection import resolve

# Defaults that are no parameter's value: beginning of the name → where the library keeps the number.
KEPT_ELSEWHERE = {
    'aiohttp.': ('aiohttp.client.DEFAULT_TIMEOUT', 'total'),
    'httpx.': ('httpx._config.DEFAULT_TIMEOUT_CONFIG', 'read'),
    'httpx2.': ('httpx2._config.DEFAULT_TIMEOUT_CONFIG', 'read'),
    'openai.': ('openai.DEFAULT_TIMEOUT', 'read'),
    'anthropic.': ('anthropic.DEFAULT_TIMEOUT', 'read'),
}
BOUNDS_ELSEWHERE = {
    'httpx.': ('httpx._config.DEFAULT_LIMITS', 'max_connections'),
    'httpx2.': ('httpx2._config.DEFAULT_LIMITS', 'max_connections'),
    'openai.': ('openai.DEFAULT_CONNECTION_LIMITS', 'max_connections'),
    'anthropic.': ('anthropic.DEFAULT_CONNECTION_LIMITS', 'max_connections'),
}
# `pool_size=5` and `max_overflow=10` of SQLAlchemy's default pool.
SUMS = {'sqlalchemy.': ('sqlalchemy.pool.QueuePool', ('pool_size', 'max_overflow'))}


def parameters_of(value):
    try:
        return inspect.signature(value).parameters
    except (TypeError, ValueError, AttributeError):
        return {}


def numbers(value, names):
    """Default values of the named parameters that are numbers or None."""
    found = []
    for name in names:
        parameter = parameters_of(value).get(name)
        if parameter is not None and (parameter.default is None or isinstance(parameter.default, (int, float))):
            found.append(parameter.default)
    return found


def kept(places, name):
    for prefix, (place, attribute) in places.items():
        if name.startswith(prefix):
            return getattr(resolve(place), attribute, None)
    return None


def check_limits(report, name, value, facts):
    """What a call says about waiting: its arguments exist, and the numbers are the library's."""
    limit, bounds = facts.get('limit'), facts.get('bounds')
    for where in [*(limit or {}).get('arguments', ()), *facts.get('limitsResult', ()), *(bounds or {}).get('arguments', ())]:
        report.check_parameter(name, value, where)
    if limit:
        names = [where for where in limit.get('arguments', ()) if isinstance(where, str)]
        compare(report, name, 'limit', limit['seconds'], numbers(value, names), kept(KEPT_ELSEWHERE, name))
    if bounds:
        sums = [sum(numbers(resolve(place), parts)) for prefix, (place, parts) in SUMS.items() if name.startswith(prefix)]
        compare(report, name, 'bound', bounds['byDefault'], sums or numbers(value, bounds['arguments']), kept(BOUNDS_ELSEWHERE, name))


def compare(report, name, what, declared, defaults, elsewhere):
    """A default of a parameter decides; one that only stands for "not given" leaves it to the library's constant."""
    given = [default for default in defaults if default is not None]
    real = given[0] if given else None if defaults and declared == 'none' else elsewhere
    if real is None:
        report.note(declared != 'none' or not defaults, f'{name} ({what})', None)
    elif declared != real:
        report.problems.append(f'{name}: {what} is declared {declared}, is {real}')
