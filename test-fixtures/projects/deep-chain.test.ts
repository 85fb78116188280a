/** A way to something that blocks, through three files of a service and two of an installed package: every call of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../rules/src/core.js';
import { MemoryFileSystem } from '../../rules/src/engine/memory-host.js';

const packages = '/service/.venv/lib/python3.12/site-packages';

const files = {
  '/service/pyproject.toml': '[project]\nname = "service"\n',
  '/service/.venv/pyvenv.cfg': 'version = 3.12\n',
  '/service/api/__init__.py': '',
  '/service/api/orders.py': `import asyncio
from api.pricing import Pricing
from api import pricing

pricing_service = Pricing(region="eu")

async def total(order):
    return pricing_service.total(order)

async def total_elsewhere(order):
    return await asyncio.to_thread(pricing_service.total, order)

async def label(order):
    return pricing.label(order)
`,
  '/service/api/pricing.py': `from __future__ import annotations
from .rates import RateTable

class Pricing:
    def __init__(self, region: str):
        self._rates = RateTable(region)

    def total(self, order):
        return sum(line.amount * self._rates[line.currency] for line in order.lines)

def label(order):
    return f"order {order.number}"
`,
  '/service/api/rates.py': `import ratekit

class RateTable:
    def __init__(self, region: str):
        self._client = ratekit.connect(region)

    def __getitem__(self, currency: str) -> float:
        return self._client.rate(currency).value
`,
  [`${packages}/ratekit/__init__.py`]: 'from ._client import Client as Client, connect as connect\n',
  [`${packages}/ratekit/_client.py`]: `from ._transport import Transport

class Rate:
    def __init__(self, value: float):
        self.value = value

class Client:
    def __init__(self, transport: Transport):
        self._transport = transport

    def rate(self, currency: str) -> Rate:
        with self._transport.request(currency) as answer:
            return Rate(float(answer))

def connect(region: str) -> Client:
    return Client(Transport(region))
`,
  [`${packages}/ratekit/_transport.py`]: `import contextlib
import urllib.request

class Transport:
    def __init__(self, region):
        self.region = region

    @contextlib.contextmanager
    def request(self, currency):
        response = self._open(currency)
        yield response.headers["rate"]

    def _open(self, currency):
        return urllib.request.urlopen(f"https://{self.region}/{currency}")
`,
};

test('a method, an operator and a context manager, in the service and in an installed package', () => {
  const engine = createEngine({ host: new MemoryFileSystem(files), roots: ['/service'], crashes: 'throw' });
  const path = '/service/api/orders.py';
  const { findings, lines } = engine.check(path);
  assert.deepEqual(findings.map(({ rule, level, message, start }) => `${lines.positionAt(start).line + 1} ${rule} ${level} ${message}`), [
    '8 blocking-call warning `pricing_service.total(…)` blocks the event loop: it reaches `urllib.request.urlopen` (HTTP)',
  ]);
  assert.deepEqual(findings[0]?.related.map(({ place, message }) => {
    const at = engine.lines(place.path)?.positionAt(place.start);
    return `${place.path}:${(at?.line ?? -1) + 1} ${message}`;
  }), [
    '/service/api/pricing.py:9 `RateTable.__getitem__` is called here',
    '/service/api/rates.py:8 `self._client.rate` is called here',
    `${packages}/ratekit/_client.py:12 \`Transport.request\` is called here`,
    `${packages}/ratekit/_transport.py:10 \`self._open\` is called here`,
    `${packages}/ratekit/_transport.py:14 \`urllib.request.urlopen\` blocks here`,
  ]);
});

test('the chain ends where the package stops blocking', () => {
  const quiet = { ...files, [`${packages}/ratekit/_transport.py`]: files[`${packages}/ratekit/_transport.py`]?.replace('urllib.request.urlopen(', 'urllib.request.Request(') ?? '' };
  const engine = createEngine({ host: new MemoryFileSystem(quiet), roots: ['/service'], crashes: 'throw' });
  assert.deepEqual(engine.check('/service/api/orders.py').findings, []);
});
