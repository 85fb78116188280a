// Runs `blocking-call` over the code of public services with what they import installed beside them, as a project's
// environment, and tells how deep the calls lie that block. What people said about the findings is in docs/accuracy.md.
//   node scripts/blocking-depth.mjs [--into DIR] [--print DEPTH] [name …]
//   --into   where services are installed and kept for the next run (default: a temporary folder)
//   --print  also print the findings whose chain has at least DEPTH calls, with their code and each call on the way
// Needs the network the first time, and pip; never part of `npm test`.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

/**
 * Pinned, so that the figures can be had again. What a service imports is installed by name, since not everything that
 * its metadata demands can be installed everywhere; what those packages need comes with them.
 */
const SERVICES = {
  jupyter_server: {
    distribution: 'jupyter_server==2.21.1', folder: 'jupyter_server', imports: [
      'anyio==4.16.0', 'argon2-cffi==25.1.0', 'jinja2==3.1.6', 'jupyter-client==8.10.0', 'jupyter-core==5.9.1', 'jupyter-events==0.12.1',
      'jupyter-server-terminals==0.5.4', 'nbconvert==7.17.2', 'nbformat==5.11.1', 'overrides==7.7.0', 'packaging==26.3', 'prometheus-client==0.26.0',
      'pyzmq==27.3.0', 'send2trash==2.2.0', 'terminado==0.18.1', 'tornado==6.6.1', 'traitlets==5.16.1', 'websocket-client==1.9.2',
    ],
  },
  litellm: {
    distribution: 'litellm==1.109.1', folder: 'litellm', imports: [
      'fastapi==0.165.0', 'starlette==1.10.0', 'uvicorn==0.54.0', 'httpx==0.28.1', 'openai==3.52.0', 'anthropic==2.11.0', 'aiohttp==3.14.5',
      'boto3==1.44.5', 'requests==2.34.2', 'redis==8.1.0', 'pydantic==2.14.3', 'jinja2==3.1.6', 'click==8.5.1', 'tiktoken==0.14.0',
      'apscheduler==3.11.3', 'cryptography==50.0.2', 'google-auth==2.62.2', 'backoff==2.2.1', 'tenacity==9.2.1', 'pyjwt==2.15.1', 'pyyaml==6.0.3',
      'websockets==17.4', 'orjson==3.13.0', 'prometheus-client==0.26.0',
    ],
  },
  mitmproxy: {
    distribution: 'mitmproxy==11.0.2', folder: 'mitmproxy', imports: [
      'tornado==6.6.1', 'flask==3.1.3', 'h2==4.4.1', 'cryptography==50.0.2', 'wsproto==1.3.2', 'urwid==5.0.1', 'aioquic==1.7.2', 'passlib==1.7.4',
      'sortedcontainers==2.4.0', 'publicsuffix2==2.20191221', 'pyOpenSSL==26.4.0', 'asgiref==3.13.0', 'ldap3==2.9.1', 'msgpack==1.2.4',
      'zstandard==0.25.0', 'brotli==1.2.1', 'kaitaistruct==0.11',
    ],
  },
  chainlit: {
    distribution: 'chainlit==2.12.0', folder: 'chainlit', imports: [
      'fastapi==0.165.0', 'starlette==1.10.0', 'uvicorn==0.54.0', 'httpx==0.28.1', 'aiofiles==25.1.0', 'python-socketio==5.18.1', 'pydantic==2.14.3',
      'pyjwt==2.15.1', 'click==8.5.1', 'watchfiles==1.3.0', 'sqlalchemy==2.1.9', 'asyncpg==0.32.0', 'boto3==1.44.5', 'azure-storage-blob==12.31.1',
      'azure-identity==1.27.0', 'google-cloud-storage==3.17.1', 'openai==3.52.0', 'mcp==2.3.0',
    ],
  },
  prefect: {
    distribution: 'prefect==3.9.1', folder: 'prefect', imports: [
      'sqlalchemy==2.1.9', 'alembic==1.20.1', 'asyncpg==0.32.0', 'aiosqlite==0.22.1', 'httpx==0.28.1', 'anyio==4.16.0', 'fastapi==0.165.0',
      'uvicorn==0.54.0', 'docker==7.2.0', 'fsspec==2026.9.0', 'typer==0.29.2', 'rich==15.0.0', 'apprise==2.2.0', 'jinja2==3.1.6', 'pydantic==2.14.3',
      'pydantic-settings==2.16.3', 'websockets==17.4', 'cloudpickle==3.1.2', 'coolname==5.0.0', 'griffe==2.4.1', 'pendulum==3.3.0',
      'asgi-lifespan==2.1.0', 'cachetools==8.0.0', 'jsonpatch==1.47', 'ruamel.yaml==0.19.1', 'toml==0.10.2',
    ],
  },
  redbot: {
    distribution: 'Red-DiscordBot==3.5.24', folder: 'redbot', imports: [
      'aiohttp==3.9.5', 'aiohttp-json-rpc==0.13.3', 'aiosignal==1.3.1', 'apsw==3.46.1.0', 'attrs==25.3.0', 'babel==2.18.0', 'brotli==1.2.0',
      'click==8.1.8', 'discord-py==2.7.1', 'frozenlist==1.5.0', 'idna==3.11', 'markdown==3.7', 'markdown-it-py==3.0.0', 'mdurl==0.1.2',
      'multidict==6.1.0', 'orjson==3.10.15', 'packaging==26.0', 'platformdirs==4.3.6', 'propcache==0.2.0', 'psutil==7.2.2', 'pygments==2.19.2',
      'python-dateutil==2.9.0.post0', 'pyyaml==6.0.3', 'rapidfuzz==3.9.7', 'red-commons==1.0.0', 'red-lavalink==0.11.1', 'rich==14.3.3',
      'schema==0.7.8', 'six==1.17.0', 'typing-extensions==4.13.2', 'yarl==1.15.2', 'zstandard==0.23.0', 'uvloop==0.21.0', 'distro==1.9.0',
    ],
  },
  marimo: {
    distribution: 'marimo==0.25.2', folder: 'marimo', imports: [
      'click==8.5.1', 'jedi==0.20.1', 'markdown==3.11.3', 'pymdown-extensions==11.0.2', 'pygments==2.21.0', 'tomlkit==0.15.2', 'pyyaml==6.0.3',
      'uvicorn==0.54.0', 'starlette==1.10.0', 'python-multipart==0.0.34', 'websockets==17.4', 'loro==1.17.1', 'typing-extensions==4.16.0',
      'docutils==0.23', 'psutil==7.2.2', 'itsdangerous==2.2.0', 'narwhals==2.28.0', 'packaging==26.3', 'msgspec==0.22.0', 'pyzmq==27.3.0',
    ],
  },
  kopf: {
    distribution: 'kopf==1.45.2', folder: 'kopf', imports: [
      'python-json-logger==4.2.0', 'jsonpatch==1.47', 'iso8601==2.1.0', 'pyyaml==6.0.3', 'click==8.5.1', 'aiohttp==3.14.5',
    ],
  },
  open_webui: {
    distribution: 'open-webui==0.12.4', folder: 'open_webui', imports: [
      'fastapi==0.165.0', 'starlette==1.10.0', 'uvicorn==0.54.0', 'sqlalchemy==2.1.9', 'alembic==1.20.1', 'peewee==4.5.3', 'requests==2.34.2',
      'aiohttp==3.14.5', 'httpx==0.28.1', 'boto3==1.44.5', 'redis==8.1.0', 'openai==3.52.0', 'anthropic==2.11.0', 'bcrypt==5.0.0', 'authlib==1.9.8',
      'passlib==1.7.4', 'pyjwt==2.15.1', 'aiofiles==25.1.0', 'aiocache==0.12.3', 'qdrant-client==1.20.0', 'opensearch-py==3.2.0',
      'elasticsearch==9.5.1', 'pinecone==10.2.0', 'psycopg2-binary==2.9.13', 'pgvector==0.5.1', 'langchain-core==1.7.2', 'langchain-community==0.4.2',
      'langchain-text-splitters==1.1.3', 'google-cloud-storage==3.17.1', 'azure-storage-blob==12.31.1', 'azure-identity==1.27.0',
      'python-socketio==5.18.1', 'starsessions==2.2.1', 'markdown==3.11.3', 'beautifulsoup4==4.15.0', 'pypdf==7.1.0', 'validators==0.36.0',
      'ldap3==2.9.1', 'youtube-transcript-api==1.2.5', 'apscheduler==3.11.3', 'restrictedpython==9.0', 'loguru==0.7.3', 'pydub==0.25.1',
      'nltk==3.10.4',
    ],
  },
};
const DEEPEST_COLUMN = 5;
const CATEGORIES = ['file I/O', 'network', 'database', 'HTTP', 'child process', 'thread lock or queue', 'sleep', 'CPU', 'console input'];
/** Told by the process itself when it ends: Node cannot ask for the memory of a child. */
const TELL_MEMORY = "data:text/javascript,process.on('exit',()=>process.stderr.write(`\\nmemory ${process.resourceUsage().maxRSS}`))";

const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { into: { type: 'string' }, print: { type: 'string' } } });
const root = path.resolve(import.meta.dirname, '..');
const into = path.resolve(options.into ?? fs.mkdtempSync(path.join(os.tmpdir(), 'blocking-depth-')));
if (options.into === undefined) process.on('exit', () => fs.rmSync(into, { recursive: true, force: true }));
const chosen = positionals.length > 0 ? positionals : Object.keys(SERVICES);
const unknown = chosen.filter((name) => !Object.hasOwn(SERVICES, name));
if (unknown.length > 0) throw new Error(`not a service: ${unknown.join(', ')}; there are ${Object.keys(SERVICES).join(', ')}`);

run('node', [path.join(root, 'scripts/build.mjs'), 'cli']);
const results = chosen.map(measure);
print(results);

function measure(name) {
  const { distribution, folder, imports } = SERVICES[name];
  const project = path.join(into, name);
  install(project, distribution, folder, imports);
  const started = performance.now();
  const checked = spawnSync(process.execPath, ['--import', TELL_MEMORY, path.join(root, 'rules/dist/cli.cjs'), 'check', folder, '--format', 'json', '--stats', '--preset', 'strict'],
    { cwd: project, encoding: 'utf8', maxBuffer: 1 << 30 });
  const seconds = (performance.now() - started) / 1000;
  if (checked.status !== 0 && checked.status !== 1) throw new Error(`${name}: exit ${checked.status}\n${checked.stderr}`);
  const { findings, problems, stats } = JSON.parse(checked.stdout);
  for (const problem of problems) console.log(`${name}: ${problem.path ?? ''} ${problem.message}`);
  const sites = findings.filter(({ rule }) => rule === 'blocking-call').map(siteOf);
  if (options.print !== undefined) for (const site of sites) if (site.depth >= Number(options.print)) printSite(name, project, site);
  return {
    name, distribution, sites, stats, seconds,
    coroutines: coroutinesIn(path.join(project, folder)),
    megabytes: Math.round(Number(/memory (\d+)/.exec(checked.stderr)?.[1]) / 1024),
  };
}

/** A project as developers have it: the service's own code in a folder, everything else in its virtual environment. */
function install(project, distribution, folder, imports) {
  if (fs.existsSync(path.join(project, folder))) return;
  const environment = path.join(project, '.venv');
  const packages = path.join(environment, 'lib/python3.11/site-packages');
  fs.mkdirSync(packages, { recursive: true });
  fs.writeFileSync(path.join(environment, 'pyvenv.cfg'), 'version = 3.11\n');
  // Only the sources are wanted: packages for other Pythons do as well.
  if (imports.length > 0) pip(packages, ['--only-binary', ':all:', ...imports]);
  const alone = path.join(project, 'alone');
  pip(alone, ['--no-deps', '--ignore-requires-python', '--only-binary', ':all:', distribution]);
  fs.rmSync(path.join(packages, folder), { recursive: true, force: true });
  fs.renameSync(path.join(alone, folder), path.join(project, folder));
  fs.rmSync(alone, { recursive: true });
}

function pip(target, words) {
  run('python3', ['-m', 'pip', 'install', '--quiet', '--no-compile', '--target', target, ...words]);
}

function siteOf(finding) {
  const { path: file, related, message } = finding;
  return {
    ...finding,
    depth: 1 + related.length,
    crossesFile: related.some((hop) => hop.path !== file),
    entersPackages: related.some((hop) => hop.path.includes('/site-packages/')),
    category: /\(([^()]+)\)$/.exec(message)?.[1] ?? 'other',
  };
}

function coroutinesIn(folder) {
  let count = 0;
  for (const file of fs.readdirSync(folder, { recursive: true }).map(String)) {
    if (file.endsWith('.py')) count += fs.readFileSync(path.join(folder, file), 'utf8').match(/^[ \t]*async[ \t]+def\b/gm)?.length ?? 0;
  }
  return count;
}

function printSite(name, project, { path: file, line, level, message, depth, related }) {
  console.log(`${name} ${depth} ${file}:${line} ${level} ${message}\n    ${codeAt(project, file, line)}`);
  for (const hop of related) console.log(`      ${hop.path}:${hop.line} ${hop.message}    ${codeAt(project, hop.path, hop.line)}`);
}

function codeAt(project, file, line) {
  return fs.readFileSync(path.join(project, file), 'utf8').split(/\r\n|\r|\n/)[line - 1]?.trim() ?? '';
}

/** Tables as docs/accuracy.md has them. */
function print(all) {
  const total = { name: '**all**', distribution: '', sites: all.flatMap(({ sites }) => sites), coroutines: sum(all.map((one) => one.coroutines)) };
  const rows = all.length > 1 ? [...all, total] : all;
  const depths = Array.from({ length: DEEPEST_COLUMN }, (_, index) => index + 1);
  table(['service', 'files', '`async def`', 'sites', 'warning', ...depths.map((depth) => `depth ${depth}${depth === DEEPEST_COLUMN ? '+' : ''}`), 'deepest', 'crosses a file', 'enters packages'],
    rows.map(({ distribution, name, stats, coroutines, sites }) => [
      distribution || name, stats?.files ?? sum(all.map((one) => one.stats.files)), coroutines, sites.length, sites.filter(({ level }) => level === 'warning').length,
      ...depths.map((depth) => share(sites.filter((site) => Math.min(site.depth, DEEPEST_COLUMN) === depth), sites)),
      Math.max(0, ...sites.map(({ depth }) => depth)), share(sites.filter((site) => site.crossesFile), sites), share(sites.filter((site) => site.entersPackages), sites),
    ]));
  table(['service', ...CATEGORIES], rows.map(({ name, sites }) => [name, ...CATEGORIES.map((category) => sites.filter((site) => site.category === category).length)]));
  table(['service', 'modules read', 'seconds', 'per 1,000 files', 'memory (MB)', 'calls resolved', 'limits'], all.map(({ name, stats, seconds, megabytes }) => [
    name, stats.modules, seconds.toFixed(1), ((seconds * 1000) / stats.files).toFixed(1), megabytes,
    percent(stats.calls.resolved, stats.calls.resolved + stats.calls.unresolved), Object.entries(stats.budgets).filter(([, number]) => number > 0).map((entry) => entry.join(' ')).join(', ') || '–',
  ]));
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  console.log(['', line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n'));
}

function share(some, all) {
  return some.length === 0 ? '–' : `${some.length} (${percent(some.length, all.length)})`;
}

function percent(part, whole) {
  return whole === 0 ? '–' : `${Math.round((part / whole) * 100)} %`;
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

function run(command, args) {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stderr}`);
}
