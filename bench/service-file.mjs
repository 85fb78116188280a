// A made-up service of a given length, the same for the same seed: classes with async methods, plain helpers, imports from
// five modules beside it, and about one trap in sixty lines.

const NOUNS = ['order', 'user', 'invoice', 'parcel', 'ticket', 'device', 'report', 'session', 'message', 'payment', 'booking', 'alert'];
const VERBS = ['load', 'store', 'refresh', 'merge', 'check', 'expire', 'publish', 'collect', 'assign', 'close'];

/** Files by name: `service.py` with about `lines` lines, and the modules that it imports. */
export function serviceFiles({ lines, seed }) {
  const random = generator(seed);
  const pick = (from) => from[Math.floor(random() * from.length)];
  const siblings = ['storage', 'clients', 'settings', 'queueing', 'formatting'];
  const files = Object.fromEntries(siblings.map((name) => [`${name}.py`, sibling(name)]));
  const parts = [header()];
  for (let number = 1; parts.join('\n').split('\n').length < lines; number++) parts.push(classText(pick(NOUNS), number, { random, pick }));
  files['service.py'] = `${parts.join('\n').split('\n').slice(0, lines).join('\n')}\n`;
  files['__init__.py'] = '';
  return files;
}

/** A linear congruential generator (Numerical Recipes' constants): numbers from 0 to 1. */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function header() {
  return `"""Made by bench/service-file.mjs."""
from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass, field

from .clients import ClientsGate, open_clients
from .formatting import FormattingGate, describe_formatting
from .queueing import QueueingGate
from .settings import SettingsGate, read_settings
from .storage import StorageGate, open_storage

log = logging.getLogger(__name__)
RETRIES = 3
LIMIT: int = 20


def backoff(attempt: int) -> float:
    delay = 0.1 * 2 ** attempt
    return min(delay, 5.0)


def pause(attempt: int) -> None:
    time.sleep(backoff(attempt))
`;
}

function sibling(name) {
  const cls = `${name[0].toUpperCase()}${name.slice(1)}Gate`;
  return `import asyncio
import json


class ${cls}:
    def __init__(self, root: str) -> None:
        self.root = root
        self.items: dict[str, list[int]] = {}
        self.lock = asyncio.Lock()

    async def get(self, key: str) -> list[int]:
        await asyncio.sleep(0)
        return self.items.get(key, [])

    async def put(self, key: str, values: list[int]) -> None:
        async with self.lock:
            self.items[key] = values

    def dump(self) -> str:
        return json.dumps(self.items)


def open_${name}(root: str) -> ${cls}:
    return ${cls}(root)


def read_${name}(path: str) -> dict[str, object]:
    with open(path) as file:
        return json.load(file)


def describe_${name}(values: list[int]) -> str:
    return ", ".join(str(value) for value in values)
`;
}

function classText(noun, number, { random, pick }) {
  const name = `${noun[0].toUpperCase()}${noun.slice(1)}Service${number}`;
  const methods = Array.from({ length: 6 }, (_, index) => methodText(`${pick(VERBS)}_${noun}_${index}`, { noun, trap: random() < 0.3 ? Math.floor(random() * 5) : -1, pick }));
  return `

@dataclass
class ${name}Record:
    key: str
    values: list[int] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.values)


class ${name}:
    kind = "${noun}"

    def __init__(self, root: str) -> None:
        self.storage = open_storage(root)
        self.clients: ClientsGate = open_clients(root)
        self.queue = QueueingGate(root)
        self.formatting = FormattingGate(root)
        self.settings: SettingsGate | None = None
        self.seen: dict[str, ${name}Record] = {}

    def record(self, key: str) -> ${name}Record:
        if key not in self.seen:
            self.seen[key] = ${name}Record(key)
        return self.seen[key]
${methods.join('\n')}`;
}

/** The trap (an index below) replaces the line that is right. */
function methodText(name, { noun, trap, pick }) {
  const lost = ['self.queue.put(key, values)', 'pause(1)', 'asyncio.create_task(self.queue.put(key, values))', 'read_settings(key)', 'print(f"{self.storage.get(key)}")'];
  const line = trap < 0 ? 'await self.queue.put(key, values)' : lost[trap];
  return `
    async def ${name}(self, key: str, *, attempt: int = 0) -> int:
        ${noun} = self.record(key)
        values = await self.storage.get(key)
        others = await self.clients.get(${noun}.key)
        for value in values:
            if value in others and value not in ${noun}.values:
                ${noun}.values.append(value)
            elif value > LIMIT:
                log.warning("%s: %s of %s is too large", self.kind, value, key)
        try:
            ${line}
        except OSError as error:
            if attempt >= RETRIES:
                raise
            log.info("again after %s: %s", backoff(attempt), error)
            return await self.${name}(key, attempt=attempt + 1)
        text = describe_formatting(sorted(${noun}.values))
        ${pick(['log.debug(text)', 'log.debug("%s has %s", key, text)', 'await self.formatting.put(text, values)'])}
        return ${noun}.total

    def count_${name}(self, keys: list[str]) -> int:
        found = [self.record(key) for key in keys if key in self.seen]
        return sum(one.total for one in found) + len(self.formatting.items)`;
}
