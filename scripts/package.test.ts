/** The extension as it is shipped: exactly these files, no bigger than this, and a server in it that answers. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { inflateRawSync } from 'node:zlib';

const root = process.env.ASYNC_PITFALLS_ROOT ?? '.';

/** Bytes; TypeScript and its declarations are nearly all of it. */
const maximumSize = 2_500_000;

let folder = '';
let files: ReadonlyMap<string, Buffer> = new Map();

before(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'async-pitfalls-package-'));
  execFileSync(process.execPath, [path.join(root, 'scripts/package.mjs'), '--out', path.join(folder, 'x.vsix')], { stdio: ['ignore', 'ignore', 'inherit'] });
  files = unzip(fs.readFileSync(path.join(folder, 'x.vsix')));
});
after(() => { fs.rmSync(folder, { recursive: true, force: true }); });

/** Entries by name, from the central directory (APPNOTE 4.3.12). */
function unzip(zip: Buffer): Map<string, Buffer> {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const entries = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const method = zip.readUInt16LE(at + 10);
    const size = zip.readUInt32LE(at + 20);
    const [nameLength, extraLength, commentLength] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const data = zip.subarray(start, start + size);
    entries.set(name, method === 0 ? data : inflateRawSync(data));
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

test('exactly what belongs in it', () => {
  const names = [...files.keys()].filter((name) => !/^extension\/dist\/typescript\/lib\..*d\.ts$/.test(name)).sort();
  assert.deepEqual(names, [
    '[Content_Types].xml',
    'extension.vsixmanifest',
    'extension/LICENSE.txt',
    'extension/changelog.md',
    'extension/dist/client.js',
    'extension/dist/server.js',
    'extension/dist/typescript/LICENSE.txt',
    'extension/dist/typescript/ThirdPartyNoticeText.txt',
    'extension/dist/typescript/VERSION',
    'extension/dist/typescript/typescript.cjs',
    'extension/images/icon.png',
    'extension/package.json',
    'extension/package.nls.json',
    'extension/package.nls.zh-cn.json',
    'extension/readme.md',
    'extension/snippets/python.json',
    'extension/snippets/typescript.json',
  ]);
  assert.ok(files.has('extension/dist/typescript/lib.es2022.full.d.ts'));
});

test('no larger than it has to be', () => {
  const { size } = fs.statSync(path.join(folder, 'x.vsix'));
  assert.ok(size < maximumSize, `${size} bytes`);
});

test('nothing of this machine in it', () => {
  for (const [name, content] of files) {
    if (/\.(?:js|json|md)$/.test(name)) assert.ok(!content.includes(path.resolve(root)) && !content.includes(os.homedir() + path.sep), name);
  }
});

test('every text of the manifest is there in every language, and none is left over', () => {
  const manifest = files.get('extension/package.json')?.toString() ?? '';
  const used = new Set([...manifest.matchAll(/"%([^%"]+)%"/g)].map((match) => match[1]));
  for (const language of ['', '.zh-cn']) {
    const texts = JSON.parse(files.get(`extension/package.nls${language}.json`)?.toString() ?? '{}') as Record<string, string>;
    assert.deepEqual(new Set(Object.keys(texts)), used, language);
    if (language) for (const [key, text] of Object.entries(texts)) assert.match(text, /[\u4e00-\u9fff]/, key);
  }
});

test('the manifest names files that exist, and describes every setting', () => {
  const manifest = JSON.parse(files.get('extension/package.json')?.toString() ?? '{}') as {
    main: string; icon: string; workspaces?: unknown; devDependencies?: unknown;
    contributes: {
      snippets: { path: string }[];
      configuration: { properties: Record<string, { markdownDescription?: string; scope?: string; enum?: string[]; enumDescriptions?: string[]; markdownEnumDescriptions?: string[] }> }[];
    };
  };
  for (const name of [manifest.main, manifest.icon, ...manifest.contributes.snippets.map((snippet) => snippet.path)]) {
    assert.ok(files.has(path.posix.join('extension', name)), name);
  }
  assert.equal(manifest.workspaces ?? manifest.devDependencies, undefined);
  const settings = manifest.contributes.configuration.flatMap(({ properties }) => Object.entries(properties));
  assert.ok(settings.length <= 25);
  for (const [name, setting] of settings) {
    assert.match(name, /^asyncPitfalls\./);
    assert.ok(setting.markdownDescription && setting.scope, name);
    if (setting.enum) assert.equal((setting.enumDescriptions ?? setting.markdownEnumDescriptions)?.length, setting.enum.length, name);
  }
});

test('the server runs where there is no node_modules', { timeout: 30_000 }, async () => {
  for (const [name, content] of files) {
    if (!name.startsWith('extension/dist/')) continue;
    fs.mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), content);
  }
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
  const server = spawn(process.execPath, [path.join(folder, 'extension/dist/server.js'), '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(server, 'exit');
  server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  let answer = '';
  for await (const chunk of server.stdout.setEncoding('utf8')) {
    answer += String(chunk);
    // The end of its input is the end of the server, and with it of this loop.
    if (answer.includes('serverInfo')) server.stdin.end();
  }
  await ended;
  assert.match(answer, /"positionEncoding":"utf-16"/);
});
