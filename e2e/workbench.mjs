// A VS Code workbench in a fresh world: its own workspace, user data, extensions, home and browser profile, all in one
// temporary folder. code-server serves it on the loopback interface, Chromium shows it. `close()` leaves nothing behind.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { descendants, end, isAlive } from './processes.mjs';
import { eventually } from './steps.mjs';

const HOST = '127.0.0.1';

// Quiet and deterministic: no start page, no chat, no updates, nothing that asks the network, no saving behind our back.
const USER_SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'git.enabled': false,
  'files.autoSave': 'off',
};

const CHROMIUM_FLAGS = [
  '--no-sandbox', // containers run as root, where Chromium's sandbox refuses to start
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  `--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE ${HOST}`, // no name but ours is ever looked up
];

/** @param files workspace files, path → text;  @param dir what setup.sh filled;  @param out screenshots and logs */
export function createWorkbench({ dir, out, files }) {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'async-pitfalls-e2e-'));
  const folder = (name) => {
    const made = path.join(root, name);
    fs.mkdirSync(made, { recursive: true });
    return made;
  };
  const workspace = folder('workspace');
  const userData = folder('user-data');
  const extensions = folder('extensions');
  fs.rmSync(out, { recursive: true, force: true });
  fs.mkdirSync(out, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(workspace, name)), { recursive: true });
    fs.writeFileSync(path.join(workspace, name), text);
  }
  fs.mkdirSync(path.join(userData, 'User'));
  fs.writeFileSync(path.join(userData, 'User/settings.json'), JSON.stringify(USER_SETTINGS, null, 2));

  const node = path.join(dir, 'node/node_modules', `node-linux-${process.arch}`, 'bin/node');
  const entry = path.join(dir, 'code-server/node_modules/code-server/out/node/entry.js');
  const home = folder('home');
  const env = {
    ...process.env,
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    XDG_DATA_HOME: path.join(home, '.local/share'),
    PASSWORD: '',
    EXTENSIONS_GALLERY: '{}', // no marketplace at all
  };
  const shared = ['--user-data-dir', userData, '--extensions-dir', extensions];
  let server, context, page, port, closing;

  async function serve() {
    port = await freePort();
    const log = fs.openSync(path.join(out, 'code-server.log'), 'w');
    const args = ['--bind-addr', `${HOST}:${port}`, '--auth', 'none', '--disable-telemetry', '--disable-update-check',
      '--disable-workspace-trust', '--disable-getting-started-override', ...shared];
    server = spawn(node, [entry, ...args], { env, stdio: ['ignore', log, log] });
    fs.closeSync(log);
    await eventually(async () => (await fetch(`http://${HOST}:${port}/healthz`)).ok, 'code-server to answer', 30_000);
  }

  async function browse() {
    const { chromium } = createRequire(path.join(dir, 'driver/package.json'))('playwright-core');
    context = await chromium.launchPersistentContext(folder('browser'), {
      executablePath: findBrowser(),
      headless: true,
      viewport: { width: 1280, height: 800 },
      args: CHROMIUM_FLAGS,
    });
    page = context.pages()[0] ?? (await context.newPage());
    const log = path.join(out, 'browser.log');
    page.on('console', (message) => fs.appendFileSync(log, `${message.type()}: ${message.text()}\n`));
    page.on('pageerror', (error) => fs.appendFileSync(log, `page error: ${error}\n`));
  }

  async function shutDown() {
    // noted first: a process whose parent has died is no longer found below us
    const ours = descendants();
    await context?.close().catch(() => {});
    if (server) end({ pid: server.pid, born: ours.find((one) => one.pid === server.pid)?.born }, 'SIGTERM');
    await eventually(() => !ours.some(isAlive), 'our processes to end', 5_000).catch(() => ours.forEach((one) => end(one)));
    fs.rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  return {
    workspace,
    userData,
    get page() { return page; },
    file: (name) => path.join(workspace, name),
    /** The vscode-remote form of a path, as the workbench in the browser names it. */
    remote: (file) => `vscode-remote://${HOST}:${port}${file}`,
    screenshot: (name) => page?.screenshot({ path: path.join(out, `${name}.png`) }),

    /** Installs a package as `code --install-extension` does; returns the folder that it was unpacked to. */
    install(vsix, id) {
      const run = spawnSync(node, [entry, ...shared, '--install-extension', vsix], { env, encoding: 'utf8' });
      const unpacked = fs.readdirSync(extensions).find((name) => name.startsWith(`${id}-`));
      if (run.status !== 0 || !unpacked) throw new Error(`${vsix} did not install:\n${run.stdout}${run.stderr}`);
      return path.join(extensions, unpacked);
    },

    async start() {
      await serve();
      await browse();
    },

    /** Loads the workbench on the workspace. `payload` is what a desktop would take from its command line. */
    async open(payload = []) {
      const query = new URLSearchParams({ folder: workspace });
      if (payload.length) query.set('payload', JSON.stringify(payload));
      await page.goto(`http://${HOST}:${port}/?${query}`);
      await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
    },

    /** The log files that the workbench wrote, for evidence after a failure. */
    keepLogs() {
      const logs = path.join(userData, 'logs');
      if (fs.existsSync(logs)) fs.cpSync(logs, path.join(out, 'logs'), { recursive: true });
    },

    /** Asked twice (a signal in the middle of a story), both wait for the same end: neither may exit before it. */
    close: () => (closing ??= shutDown()),
  };
}

/** Debian calls it chromium; build machines elsewhere often have only Chrome. */
function findBrowser() {
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const candidates = names.flatMap((name) => process.env.PATH.split(path.delimiter).map((folder) => path.join(folder, name)));
  const found = process.env.CHROMIUM ?? candidates.find((file) => fs.existsSync(file));
  if (!found) throw new Error(`none of ${names.join(', ')} is in PATH; CHROMIUM=FILE names another one`);
  return found;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, HOST, () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
