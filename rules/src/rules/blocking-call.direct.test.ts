/** Blocking calls in the coroutine itself: every category, found by the receiver's type and through aliases. */
import { pictures, type Case } from './testing/pictures.js';

function python(name: string, source: string, more: Partial<Case> = {}): Case {
  return { name, language: 'python', source, ...more };
}

pictures('blocking-call', [
  python('sleep: module, alias, from-import, local import, assigned name', `
import time
import time as clock
from time import sleep
from time import sleep as nap
doze = time.sleep

async def main():
    time.sleep(1)
    ~~~~~~~~~~~~~ time.sleep(…) blocks the event loop (sleep)
    clock.sleep(1)
    ~~~~~~~~~~~~~~ clock.sleep(…) blocks the event loop (sleep)
    sleep(1)
    ~~~~~~~~ sleep(…) blocks the event loop (sleep)
    nap(1)
    ~~~~~~ nap(…) blocks the event loop (sleep)
    doze(1)
    ~~~~~~~ doze(…) blocks the event loop (sleep)
    import time as t
    t.sleep(1)
    ~~~~~~~~~~ t.sleep(…) blocks the event loop (sleep)
    rest = t.sleep
    rest(1)
    ~~~~~~~ rest(…) blocks the event loop (sleep)
`),
  python('http', `
import requests
import urllib.request
import httpx
from urllib.request import urlopen

async def main(url, session: requests.Session):
    requests.get(url)
    ~~~~~~~~~~~~~~~~~ requests.get(…) blocks the event loop (HTTP)
    urllib.request.urlopen(url)
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~ urllib.request.urlopen(…) blocks the event loop (HTTP)
    urlopen(url)
    ~~~~~~~~~~~~ urlopen(…) blocks the event loop (HTTP)
    session.get(url)
    ~~~~~~~~~~~~~~~~ session.get(…) blocks the event loop (HTTP)
    requests.Session().post(url)
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ requests.Session().post(…) blocks the event loop (HTTP)
    httpx.get(url)
    ~~~~~~~~~~~~~~ httpx.get(…) blocks the event loop (HTTP)
    with httpx.Client() as client:
        client.get(url)
        ~~~~~~~~~~~~~~~ client.get(…) blocks the event loop (HTTP)
`),
  python('child processes', `
import os
import subprocess
from subprocess import run, Popen

async def main(command):
    subprocess.run(command)
    ~~~~~~~~~~~~~~~~~~~~~~~ subprocess.run(…) blocks the event loop (child process)
    run(command, check=True)
    ~~~~~~~~~~~~~~~~~~~~~~~~ run(…) blocks the event loop (child process)
    subprocess.check_output(command)
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ subprocess.check_output(…) blocks the event loop (child process)
    os.system("ls")
    ~~~~~~~~~~~~~~~ os.system(…) blocks the event loop (child process)
    process = Popen(command)
    process.wait()
    ~~~~~~~~~~~~~~ process.wait() blocks the event loop (child process)
    process.communicate()
    ~~~~~~~~~~~~~~~~~~~~~ process.communicate() blocks the event loop (child process)
`),
  python('network', `
import socket
import smtplib
import ftplib

async def main(host):
    socket.gethostbyname(host)
    ~~~~~~~~~~~~~~~~~~~~~~~~~~ socket.gethostbyname(…) blocks the event loop (network)
    sock = socket.create_connection((host, 80))
           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ socket.create_connection(…) blocks the event loop (network)
    sock.recv(100)
    ~~~~~~~~~~~~~~ sock.recv(…) blocks the event loop (network)
    mail = smtplib.SMTP(host)
           ~~~~~~~~~~~~~~~~~~ smtplib.SMTP(…) blocks the event loop (network)
    mail.send_message(None)
    ~~~~~~~~~~~~~~~~~~~~~~~ mail.send_message(…) blocks the event loop (network)
    ftplib.FTP(host)
    ~~~~~~~~~~~~~~~~ ftplib.FTP(…) blocks the event loop (network)
`),
  python('databases', `
import sqlite3
import psycopg2
import pymysql
import redis
import pymongo
from sqlalchemy.orm import Session

async def main(cache: redis.Redis, session: Session, query):
    db = sqlite3.connect("x.db")
         ~~~~~~~~~~~~~~~~~~~~~~~ sqlite3.connect(…) blocks the event loop (database)
    db.execute("select 1")
    ~~~~~~~~~~~~~~~~~~~~~~ db.execute(…) blocks the event loop (database)
    rows = db.cursor().execute("select 1").fetchall()
           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ db.cursor().execute(…) blocks the event loop (database)
           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ db.cursor().execute("select 1").fetchall() blocks the event loop (database)
    psycopg2.connect("x")
    ~~~~~~~~~~~~~~~~~~~~~ psycopg2.connect(…) blocks the event loop (database)
    pymysql.connect()
    ~~~~~~~~~~~~~~~~~ pymysql.connect() blocks the event loop (database)
    cache.get("x")
    ~~~~~~~~~~~~~~ cache.get(…) blocks the event loop (database)
    pymongo.MongoClient()["db"]["users"].find_one({})
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ ….find_one(…) blocks the event loop (database)
    session.execute(query)
    ~~~~~~~~~~~~~~~~~~~~~~ session.execute(…) blocks the event loop (database)
    session.commit()
    ~~~~~~~~~~~~~~~~ session.commit() blocks the event loop (database)
    return rows
`),
  python('threads, queues and futures', `
import queue
import threading
from concurrent.futures import ThreadPoolExecutor, Future

lock = threading.Lock()

async def main(jobs: queue.Queue, done: threading.Event, worker: threading.Thread, future: Future, pool: ThreadPoolExecutor):
    jobs.get()
    ~~~~~~~~~~ jobs.get() blocks the event loop (thread lock or queue)
    done.wait()
    ~~~~~~~~~~~ done.wait() blocks the event loop (thread lock or queue)
    worker.join()
    ~~~~~~~~~~~~~ worker.join() blocks the event loop (thread lock or queue)
    future.result()
    ~~~~~~~~~~~~~~~ future.result() blocks the event loop (thread lock or queue)
    lock.acquire()
    ~~~~~~~~~~~~~~ lock.acquire() blocks the event loop (thread lock or queue)
    pool.shutdown()
    ~~~~~~~~~~~~~~~ pool.shutdown() blocks the event loop (thread lock or queue)
    pool.submit(print).result()
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~ pool.submit(print).result() blocks the event loop (thread lock or queue)
    with ThreadPoolExecutor() as own:
         ~~~~~~~~~~~~~~~~~~~~ Leaving ThreadPoolExecutor() blocks the event loop (thread lock or queue)
        own.submit(print)
`),
  python('files', `
import shutil
import tempfile
import zipfile
from pathlib import Path

class Store:
    def __init__(self, path: Path):
        self.path = path

    async def load(self):
        return self.path.read_text()
               ~~~~~~~~~~~~~~~~~~~~~ self.path.read_text() blocks the event loop (file I/O)

async def work(folder: Path):
    (folder / "x").read_text()
    ~~~~~~~~~~~~~~~~~~~~~~~~~~ (folder / "x").read_text() blocks the event loop (file I/O)
    Path("x").write_bytes(b"")
    ~~~~~~~~~~~~~~~~~~~~~~~~~~ Path("x").write_bytes(…) blocks the event loop (file I/O)
    shutil.copytree("a", "b")
    ~~~~~~~~~~~~~~~~~~~~~~~~~ shutil.copytree(…) blocks the event loop (file I/O)
    with open("x") as file:
         ~~~~~~~~~ open(…) blocks the event loop (file I/O)
        text = file.read()
    with zipfile.ZipFile("x.zip") as archive:
         ~~~~~~~~~~~~~~~~~~~~~~~~ zipfile.ZipFile(…) blocks the event loop (file I/O)
        archive.extractall()
    return text
`),
  python('console', `
from getpass import getpass

async def ask():
    name = input("name? ")
           ~~~~~~~~~~~~~~~ input(…) blocks the event loop (console input)
    return name, getpass()
                 ~~~~~~~~~ getpass() blocks the event loop (console input)
`),
  python('CPU', `
import bcrypt
import gzip
import hashlib
import zlib

async def main(password, data):
    hashlib.scrypt(password, salt=b"", n=2, r=8, p=1)
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ hashlib.scrypt(…) blocks the event loop (CPU)
    hashlib.pbkdf2_hmac("sha256", password, b"", 100_000)
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ hashlib.pbkdf2_hmac(…) blocks the event loop (CPU)
    bcrypt.hashpw(password, b"")
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ bcrypt.hashpw(…) blocks the event loop (CPU)
    gzip.compress(data)
    ~~~~~~~~~~~~~~~~~~~ gzip.compress(…) blocks the event loop (CPU)
    zlib.decompress(data)
    ~~~~~~~~~~~~~~~~~~~~~ zlib.decompress(…) blocks the event loop (CPU)
`),
  python('CPU: a constant range of a million and more', `
import asyncio

LIMIT = 1000 * 1000

async def main(n):
    total = sum(i * i for i in range(10**7))
                               ~~~~~~~~~~~~ Iterating range(10**7) blocks the event loop (CPU)
    squares = [i * i for i in range(2_000_000)]
                              ~~~~~~~~~~~~~~~~ Iterating range(2_000_000) blocks the event loop (CPU)
    total += sum(range(LIMIT))
             ~~~~~~~~~~~~~~~~~ sum(…) blocks the event loop (CPU)
    for i in range(0, LIMIT * 2, 2):
             ~~~~~~~~~~~~~~~~~~~~~~ Iterating range(0, LIMIT * 2, 2) blocks the event loop (CPU)
        total += i
    for i in range(LIMIT):
        await asyncio.sleep(0)
    for i in range(LIMIT):
        if i * i > n:
            break
    few = sum(i for i in range(1000))
    unknown = sum(i for i in range(n))
    lazy = (i for i in range(10**7))
    return total, squares, few, unknown, lazy
`),
  python('CPU in a helper', `
def cpu_heavy():
    return sum(i * i for i in range(10**7))

async def main():
    return cpu_heavy()
           ~~~~~~~~~~~ cpu_heavy() blocks the event loop: it reaches range(10**7) (CPU)
`),
  python('attributes, annotated parameters and results', `
import sqlite3

def connect() -> sqlite3.Connection:
    return sqlite3.connect("x.db")

class Repository:
    def __init__(self, db: sqlite3.Connection):
        self._db = db

    async def users(self):
        return self._db.execute("select 1")
               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ self._db.execute(…) blocks the event loop (database)

async def main(db: "sqlite3.Connection | None", again: sqlite3.Connection = None):
    if db:
        db.commit()
        ~~~~~~~~~~~ db.commit() blocks the event loop (database)
    again.commit()
    ~~~~~~~~~~~~~~ again.commit() blocks the event loop (database)
`),
  python('guide 4: download_file', `
import asyncio
import aiohttp

async def download_file(url):
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as response:
            content = await response.read()
            with open('downloaded_file', 'wb') as f:
                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ open(…) blocks the event loop (file I/O)
                f.write(content)

async def main():
    urls = ['http://example.com/file1', 'http://example.com/file2']
    tasks = [download_file(url) for url in urls]
    await asyncio.gather(*tasks)
`),
  python('guides: trap 1 and 6.2', `
import time
import requests

async def bad_fetch(url):
    time.sleep(1)
    ~~~~~~~~~~~~~ time.sleep(…) blocks the event loop (sleep)
    return requests.get(url)
           ~~~~~~~~~~~~~~~~~ requests.get(…) blocks the event loop (HTTP)

async def bad_async():
    time.sleep(5)  # 阻塞整个事件循环
    ~~~~~~~~~~~~~ time.sleep(…) blocks the event loop (sleep)
`),
]);
