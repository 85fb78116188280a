/** The catalogue of knowledge tables: one line per file. */
import type { LibraryTable } from './facts.js';
import { aiohttp, aiohttpWeb } from './aiohttp.js';
import { aiobotocore, boto3, botocore } from './aws.js';
import { bcrypt } from './bcrypt.js';
import { aiogram, discord, telegram, telethon } from './bots.js';
import { aioPika, aiokafka, confluentKafka, nats, pika } from './brokers.js';
import { playwright } from './browsers.js';
import { pandas, pillow } from './data-files.js';
import { django } from './django.js';
import { grpc, grpcAio } from './grpc.js';
import { anthropic, openai } from './language-models.js';
import { tortoise } from './tortoise.js';
import { aiofiles, aiofilesBinary, aiofilesOs, aiofilesTemporary, aiofilesText } from './aiofiles.js';
import { anyioStreams } from './anyio-streams.js';
import {
  anyio, anyioAbc, anyioFromThread, anyioToProcess, anyioToThread, asgiref, asgirefFunctions, nestAsyncio, tenacity, trio, trioToThread, uvloop,
} from './async-frameworks.js';
import { aiomysql, aiosqlite, asyncpg, asyncpgParts, motor, redisAsyncio, redisAsyncioClient, redisAsyncioLock } from './async-drivers.js';
import { bz2, gzip, lzma, tarfile, zipfile, zlib } from './archives.js';
import { asgi } from './asgi.js';
import { asyncio, asyncIteration } from './asyncio.js';
import { asyncioLoop } from './asyncio-loop.js';
import { asyncioStreams, asyncioSubprocess } from './asyncio-streams.js';
import { asyncioSync } from './asyncio-sync.js';
import { builtins } from './builtins.js';
import { concurrentFutures } from './concurrent-futures.js';
import { contextlib } from './contextlib.js';
import { codecs, fileinput, glob, io, shutil, tempfile, typingFiles } from './files.js';
import {
  psycopg, psycopg2, psycopg2Extensions, psycopgPool, pymysql, pymysqlConnections, pymysqlCursors, redis, redisClient, redisLock,
} from './drivers.js';
import { httpx, httpx2 } from './httpx.js';
import { ftplib, httpClient, imaplib, nntplib, poplib, smtplib, telnetlib, urllibRequest, xmlrpcClient } from './internet.js';
import { betterSqlite3, javascript } from './javascript.js';
import { pymongo, pymongoAsynchronous, pymongoSynchronous } from './mongodb.js';
import { multiprocessing, multiprocessingConnection, multiprocessingPool, multiprocessingQueues, multiprocessingSynchronize } from './multiprocessing.js';
import {
  nodeChildProcess, nodeCrypto, nodeDnsPromises, nodeEvents, nodePath, nodeReadline, nodeSqlite, nodeTimers, nodeTimersPromises, nodeUtil, nodeWorkerThreads, nodeZlib,
} from './node.js';
import { nodeClients } from './node-clients.js';
import { nodeFs, nodeFsPromises } from './node-fs.js';
import { nodeQueries } from './node-queries.js';
import { nodeServers } from './node-servers.js';
import { os, osPath } from './os.js';
import { pathlib } from './pathlib.js';
import { plainStdlib } from './plain-stdlib.js';
import { psutil } from './psutil.js';
import { requests, urllib3 } from './requests.js';
import { asyncssh, paramiko } from './ssh.js';
import { databases, elasticsearch, ldap3, pymemcache } from './stores.js';
import { select, selectors, socket, ssl } from './socket.js';
import { sqlalchemy, sqlalchemyAsyncio, sqlalchemyEngine, sqlalchemyOrm } from './sqlalchemy.js';
import { dbm, shelve, sqlite3 } from './sqlite3.js';
import { subprocess } from './subprocess.js';
import { crypt, getpass, hashlib, importlib, linecache, signal, sys, webbrowser } from './system.js';
import { queue, threading } from './threading.js';
import { time } from './time.js';
import { trioAbc, trioLowlevel } from './trio-streams.js';
import { tqdmAsyncio } from './tqdm.js';
import { starletteConcurrency, starletteOther, starletteRequests, starletteResponses, starletteWebsockets, websockets, websocketsConnection, websocketsSync } from './web-frameworks.js';

/** Python's standard library. */
export const standardTables: readonly LibraryTable[] = [
  builtins, asyncio, asyncIteration, asyncioLoop, asyncioSync, asyncioStreams, asyncioSubprocess,
  time, subprocess, socket, ssl, select, selectors, urllibRequest, httpClient, ftplib, smtplib, imaplib, poplib, telnetlib, nntplib, xmlrpcClient,
  sqlite3, dbm, shelve, threading, queue, concurrentFutures,
  multiprocessing, multiprocessingPool, multiprocessingQueues, multiprocessingConnection, multiprocessingSynchronize,
  io, typingFiles, codecs, shutil, tempfile, glob, fileinput, os, osPath, pathlib, gzip, bz2, lzma, zlib, zipfile, tarfile,
  getpass, sys, signal, hashlib, crypt, importlib, linecache, webbrowser, contextlib, ...plainStdlib,
];

/** Python packages from outside the standard library. */
export const packageTables: readonly LibraryTable[] = [
  requests, urllib3, httpx, httpx2, aiohttp, aiohttpWeb,
  asyncpg, ...asyncpgParts, aiosqlite, aiomysql, motor, redisAsyncio, redisAsyncioClient, redisAsyncioLock,
  psycopg, psycopgPool, psycopg2, psycopg2Extensions, pymysql, pymysqlConnections, pymysqlCursors, redis, redisClient, redisLock,
  pymongo, ...pymongoSynchronous, ...pymongoAsynchronous, sqlalchemy, sqlalchemyEngine, sqlalchemyOrm, sqlalchemyAsyncio,
  aiofiles, aiofilesText, aiofilesBinary, ...aiofilesTemporary, ...aiofilesOs,
  anyio, anyioAbc, ...anyioStreams, anyioToThread, anyioToProcess, anyioFromThread, trio, trioAbc, trioLowlevel, trioToThread,
  asgiref, asgirefFunctions, ...asgi, uvloop, nestAsyncio, tenacity, tqdmAsyncio,
  starletteConcurrency, starletteRequests, starletteResponses, starletteWebsockets, ...starletteOther, websockets, ...websocketsConnection, ...websocketsSync,
  ...django, ...tortoise, ...databases, ...elasticsearch, pymemcache, ldap3,
  aiokafka, confluentKafka, ...aioPika, ...pika, ...nats, grpc, grpcAio,
  ...openai, ...anthropic, boto3, ...botocore, ...aiobotocore, asyncssh, paramiko, ...playwright,
  ...aiogram, ...discord, ...telegram, telethon, bcrypt, psutil, ...pillow, pandas,
];

/** Node and JavaScript. */
export const javascriptTables: readonly LibraryTable[] = [
  javascript, nodeFs, nodeFsPromises, nodeChildProcess, nodeCrypto, nodeZlib, nodeTimers, nodeTimersPromises, nodeDnsPromises, nodeEvents,
  nodeUtil, nodePath, nodeReadline, nodeWorkerThreads, nodeSqlite, betterSqlite3,
  ...nodeClients, ...nodeQueries, ...nodeServers,
];

export const tables: readonly LibraryTable[] = [...standardTables, ...packageTables, ...javascriptTables];
