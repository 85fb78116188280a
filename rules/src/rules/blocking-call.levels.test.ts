/** How loud a finding is: files and short locks are advice, the rest is a warning; what the related places show. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../engine/engine.js';
import { MemoryFileSystem } from '../engine/memory-host.js';

function findingsIn(files: Readonly<Record<string, string>>) {
  const engine = createEngine({ host: new MemoryFileSystem(files), roots: ['/project'], crashes: 'throw', overrides: { preset: 'strict' } });
  return engine.check('/project/main.py').findings.filter(({ rule }) => rule === 'blocking-call');
}

test('files and short locks are information, everything else a warning', () => {
  const findings = findingsIn({ '/project/main.py': `
import threading
import time
from pathlib import Path

async def work(lock: threading.Lock, path: Path):
    time.sleep(1)
    path.read_text()
    with lock:
        pass
` });
  assert.deepEqual(findings.map(({ level }) => level), ['warning', 'info', 'info']);
});

test('only replacing a sleep is safe', () => {
  const findings = findingsIn({ '/project/main.py': `
import requests
import time

async def work(url):
    time.sleep(1)
    requests.get(url)
` });
  assert.deepEqual(findings.map(({ fixes }) => fixes.map(({ safety }) => safety)), [['safe'], ['review']]);
});

test('the whole chain, hop by hop, in the files where it runs', () => {
  const [finding] = findingsIn({
    '/project/main.py': 'from one import first\n\nasync def main():\n    first()\n',
    '/project/one.py': 'from two import second\n\ndef first():\n    second()\n',
    '/project/two.py': 'import time\n\ndef second():\n    third()\n\ndef third():\n    time.sleep(1)\n',
  });
  assert.deepEqual(finding?.related.map(({ place, message }) => `${place.path} ${message}`), [
    '/project/one.py `second` is called here',
    '/project/two.py `third` is called here',
    '/project/two.py `time.sleep` blocks here',
  ]);
});

test('messages fit in a line', () => {
  const [finding] = findingsIn({ '/project/main.py': `
import requests

class Repository:
    def load_everything(self):
        return requests.get("http://x")

async def main(repository: Repository):
    repository.load_everything()
` });
  assert.ok((finding?.message.length ?? 99) <= 90, finding?.message);
});

test('what only some runs reach: files are not worth a word, the rest is information', () => {
  const findings = findingsIn({ '/project/main.py': `
import requests

_token = None

def token():
    global _token
    if _token is None:
        _token = requests.get("http://x")
    return _token

def certificate():
    global _token
    if _token is None:
        _token = open("token").read()
    return _token

def federated(name):
    if name == "file":
        return open(name).read()
    return requests.get(name) if name else None

def secret(name):
    if name:
        return federated(name)

def named(name):
    if name == "file":
        return open(name).read()

def rare(name):
    for one in name:
        if one:
            secret(one)

async def work(name):
    rare(name)
    token()
    certificate()
    secret(name)
    named(name)
` });
  assert.deepEqual(findings.map(({ level, message }) => `${level} ${message}`), [
    'info `token()` blocks the event loop: it reaches `requests.get` (HTTP)',
    'info `secret(…)` blocks the event loop: it reaches `requests.get` (HTTP)',
    'info `named(…)` blocks the event loop: it reaches `open` (file I/O)',
  ]);
});

test('asking somebody at a terminal through a helper is information, reading it right there a warning', () => {
  const findings = findingsIn({ '/project/main.py': `
def confirm(question):
    return input(question) == "y"

async def work():
    confirm("sure?")
    input("really?")
` });
  assert.deepEqual(findings.map(({ level }) => level), ['info', 'warning']);
});

test('in development, before anybody is served and for an instant it is information, in tests as well', () => {
  const code = `
import time
import urllib.request
from pathlib import Path
from settings import DEBUG

async def lifespan(app):
    urllib.request.urlopen("https://example.org")
    yield
    urllib.request.urlopen("https://example.org")

async def page():
    if DEBUG:
        urllib.request.urlopen("https://example.org")
        Path("page.html").read_text()
    time.sleep(0.001)
`;
  const levels = (text: string): string[] => findingsIn({ '/project/main.py': text }).map(({ level }) => level);
  assert.deepEqual(levels(code), ['info', 'warning', 'info', 'info']);
  assert.deepEqual(levels(`import pytest${code}`), ['info', 'info', 'info', 'info']);
});

test('a lock of the project’s own is as brief as the library’s, unless it is held over something that takes time', () => {
  const lock = `
from contextlib import contextmanager
from threading import Condition

class ReadWriteLock:
    def __init__(self):
        self._cond = Condition()
        self._writing = False

    @contextmanager
    def write(self):
        with self._cond:
            while self._writing:
                self._cond.wait()
            self._writing = True
        try:
            yield
        finally:
            with self._cond:
                self._writing = False
                self._cond.notify_all()
`;
  const store = (kept: string) => `
import shutil
from lock import ReadWriteLock

class Store:
    def __init__(self):
        self._lock = ReadWriteLock()
        self._kept = {}

    def clear(self):
        with self._lock.write():
            ${kept}

    async def get(self, key):
        with self._lock.write():
            return self._kept.get(key)

class Other:
    def __init__(self):
        self._lock = ReadWriteLock()

    def clear(self):
        with self._lock.write():
            shutil.rmtree("kept")
`;
  const levels = (kept: string) => findingsIn({ '/project/main.py': store(kept), '/project/lock.py': lock }).map(({ level }) => level);
  assert.deepEqual(levels('self._kept.clear()'), ['info']);
  assert.deepEqual(levels('shutil.rmtree("kept")'), ['warning']);
});

test('compression costs by the size of the data: information in helpers', () => {
  const findings = findingsIn({ '/project/main.py': `
import gzip

def pack(data):
    return gzip.compress(data)

async def send(data):
    gzip.compress(data)
    pack(data)
` });
  assert.deepEqual(findings.map(({ level }) => level), ['warning', 'info']);
});
