/** The bundled server over stdio, as an editor sees it. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, test, type TestContext } from 'node:test';
import type { CodeAction, Diagnostic, Position, Range, TextDocumentEdit, TextEdit } from 'vscode-languageserver/node';
import { applied, bundleServer, oldClient, project, TestClient, textAt, uriOf, type StartOptions } from './testing/server-process.js';

const trap = `import asyncio
import time


async def fetch():
    await asyncio.sleep(0)
    return "data"


async def main():
    label = "😀"; fetch()
    print(label)


async def nap():
    time.sleep(1)
`;
const fixed = trap.replace('"; fetch()', '"; await fetch()');
const timeout = 20_000;

let bundle: ReturnType<typeof bundleServer> | undefined;
const server = (): string => bundle?.file ?? assert.fail('the server was not built');
before(() => { bundle = bundleServer(); });
after(() => { bundle?.remove(); });

/** A project and a client in it; both end with the test. */
async function start(context: TestContext, files: Readonly<Record<string, string>>, options: Partial<StartOptions> = {}) {
  const place = project(files);
  const client = await TestClient.start({ server: server(), folders: [place.folder], ...options });
  context.after(async () => {
    await client.stop();
    place.remove();
  });
  return { client, ...place, uri: (name: string) => uriOf(place.file(name)) };
}

const rules = (items: readonly Diagnostic[]) => items.map(({ code }) => code);
const byRule = (items: readonly Diagnostic[], rule: string): Diagnostic => {
  const found = items.find(({ code }) => code === rule);
  assert.ok(found, `${rule} in ${rules(items).join()}`);
  return found;
};
const at = (line: number, character = 0): Range => ({ start: { line, character }, end: { line, character } });
const context = (...diagnostics: Diagnostic[]) => ({ diagnostics });
const documentEdits = (action: CodeAction | undefined): TextDocumentEdit[] => (
  (action?.edit?.documentChanges ?? []).filter((change): change is TextDocumentEdit => 'textDocument' in change)
);
const textEdits = (action: CodeAction | undefined): TextEdit[] => (
  documentEdits(action).flatMap(({ edits }) => edits.filter((edit): edit is TextEdit => 'newText' in edit))
);
const titled = (actions: readonly CodeAction[], start: string): CodeAction => {
  const found = actions.find(({ title }) => title.startsWith(start));
  assert.ok(found, `"${start}…" in ${actions.map(({ title }) => title).join(' | ')}`);
  return found;
};

test('initialize tells what the server offers, and shutdown ends it with 0', { timeout }, async () => {
  const client = await TestClient.start({ server: server() });
  const { capabilities, serverInfo } = client.initialized;
  assert.equal(serverInfo?.name, 'async-pitfalls-language-server');
  assert.equal(capabilities.positionEncoding, 'utf-16');
  assert.deepEqual(capabilities.diagnosticProvider, { identifier: 'async-pitfalls', interFileDependencies: true, workspaceDiagnostics: false });
  assert.deepEqual(capabilities.codeActionProvider, { codeActionKinds: ['quickfix', 'source.fixAll.async-pitfalls'] });
  assert.equal(await client.stop(), 0);
});

test('a pull gives the findings with code, link, data and exact place', { timeout }, async (t) => {
  const { client, uri } = await start(t, {});
  await client.open(uri('a b ü.py'), trap);
  const items = await client.diagnostics(uri('a b ü.py'));
  assert.deepEqual(rules(items), ['missing-await', 'blocking-call']);
  const missing = byRule(items, 'missing-await');
  assert.equal(textAt(trap, missing.range), 'fetch()');
  assert.equal(missing.range.start.character, '    label = "😀"; '.length);
  assert.equal(missing.source, 'async-pitfalls');
  assert.equal(typeof missing.message, 'string');
  assert.match(missing.codeDescription?.href ?? '', /^https:\/\/.*missing-await/);
  assert.equal(textAt(trap, byRule(items, 'blocking-call').range), 'time.sleep(1)');
});

test('an edit changes the result; the same text is unchanged', { timeout }, async (t) => {
  const { client, uri } = await start(t, {});
  const file = uri('a.py');
  await client.open(file, trap);
  const first = await client.pull(file);
  const again = await client.pull(file, first.resultId);
  assert.deepEqual(again, { kind: 'unchanged', resultId: first.resultId });
  await client.notify('textDocument/didChange', {
    textDocument: { uri: file, version: 2 },
    contentChanges: [{ range: at(10, '    label = "😀"; '.length), text: 'await ' }],
  });
  const report = await client.pull(file, first.resultId);
  assert.equal(report.kind, 'full');
  assert.deepEqual(report.kind === 'full' && rules(report.items), ['blocking-call']);
});

test('a quick fix is bound to the version its diagnostic was made for', { timeout }, async (t) => {
  const { client, uri } = await start(t, {});
  const file = uri('a.py');
  await client.open(file, trap, 'python', 7);
  const missing = byRule(await client.diagnostics(file), 'missing-await');
  const action = titled(await client.codeActions(file, missing.range, context(missing)), 'Await');
  assert.equal(action.kind, 'quickfix');
  const [edit, ...others] = documentEdits(action);
  assert.deepEqual(others, []);
  assert.deepEqual(edit?.textDocument, { uri: file, version: 7 });
  assert.equal(applied(trap, textEdits(action)), fixed);
  assert.equal(action.isPreferred, undefined, 'a fix that changes timing is never preferred');

  await client.change(file, 8, `\n${trap}`);
  const stale = await client.codeActions(file, missing.range, context(missing));
  assert.deepEqual(stale.filter(({ title }) => title.startsWith('Await')), []);
});

test('a pull after an edit elsewhere renews what a quick fix is bound to', { timeout }, async (t) => {
  const { client, uri } = await start(t, {});
  const file = uri('a.py');
  await client.open(file, trap);
  const { resultId } = await client.pull(file);
  await client.change(file, 2, `${trap}# a comment\n`);
  const report = await client.pull(file, resultId);
  assert.ok(report.kind === 'full');
  const missing = byRule(report.items, 'missing-await');
  titled(await client.codeActions(file, missing.range, context(missing)), 'Await');
});

test('ranges in the context are not believed, data is', { timeout }, async (t) => {
  const { client, uri } = await start(t, {});
  const file = uri('a.py');
  await client.open(file, trap);
  const missing = byRule(await client.diagnostics(file), 'missing-await');
  const action = titled(await client.codeActions(file, missing.range, context({ ...missing, range: at(0, 999) })), 'Await');
  assert.equal(applied(trap, textEdits(action)), fixed);
});

test('without data sent back the current findings answer, as plain changes', { timeout }, async (t) => {
  const { client, uri } = await start(t, {}, { capabilities: oldClient });
  const file = uri('a.py');
  await client.open(file, trap);
  const { diagnostics } = await client.published(file, (params) => params.diagnostics.length > 0);
  const missing = byRule(diagnostics, 'missing-await');
  assert.equal(missing.data, undefined);
  const action = titled(await client.codeActions(file, at(10, 20), { diagnostics: [{ ...missing, range: at(10, 77) }] }), 'Await');
  assert.equal(applied(trap, action.edit?.changes?.[file] ?? []), fixed);
  assert.equal(action.edit?.documentChanges, undefined);
  const elsewhere = await client.codeActions(file, at(0), context());
  assert.deepEqual(elsewhere, []);
});

test('data that is not ours gives nothing and breaks nothing', { timeout }, async (t) => {
  const { client, uri } = await start(t, {});
  const file = uri('a.py');
  await client.open(file, trap);
  const missing = byRule(await client.diagnostics(file), 'missing-await');
  for (const data of ['text', 1, [], { rule: 'missing-await' }, { ...missing.data, fixes: [{ title: 1 }] }, { ...missing.data, uri: 'file:///etc/passwd' }]) {
    const actions = await client.codeActions(file, missing.range, context({ ...missing, data }));
    assert.deepEqual(actions.filter(({ title }) => title.startsWith('Await')), [], JSON.stringify(data));
  }
});

test('kinds: quick fixes only when asked for, nothing for an unknown kind', { timeout }, async (t) => {
  const { client, uri } = await start(t, {});
  const file = uri('a.py');
  await client.open(file, trap);
  const missing = byRule(await client.diagnostics(file), 'missing-await');
  for (const only of [['refactor'], ['source.organizeImports'], ['quickfixes'], ['nonsense']]) {
    assert.deepEqual(await client.codeActions(file, missing.range, { diagnostics: [missing], only }), [], only.join());
  }
  assert.notEqual((await client.codeActions(file, missing.range, { diagnostics: [missing], only: ['quickfix'] })).length, 0);
});

test('fix-all makes safe fixes only, all of them', { timeout }, async (t) => {
  const { client, uri } = await start(t, {});
  const file = uri('a.py');
  const text = `${trap}    time.sleep(2)\n`;
  await client.open(file, text);
  const items = await client.diagnostics(file);
  assert.deepEqual(rules(items), ['missing-await', 'blocking-call', 'blocking-call']);
  for (const only of [['source'], ['source.fixAll'], ['source.fixAll.async-pitfalls']]) {
    const [action, ...others] = await client.codeActions(file, at(0), { diagnostics: items, only });
    assert.deepEqual([action?.kind, others], ['source.fixAll.async-pitfalls', []]);
    assert.equal(applied(text, textEdits(action)), text.replaceAll('time.sleep', 'await asyncio.sleep'));
  }
});

test('a safe fix is preferred, and offered for the whole file when there are more', { timeout }, async (t) => {
  const { client, uri } = await start(t, {});
  const file = uri('a.py');
  const text = `${trap}    time.sleep(2)\n`;
  await client.open(file, text);
  const blocking = byRule(await client.diagnostics(file), 'blocking-call');
  const actions = await client.codeActions(file, blocking.range, context(blocking));
  const [preferred, ...others] = actions.filter(({ isPreferred }) => isPreferred);
  assert.deepEqual(others, []);
  assert.equal(applied(text, textEdits(preferred)), text.replace('time.sleep(1)', 'await asyncio.sleep(1)'));
  const all = titled(actions, 'Fix all blocking-call in this file');
  assert.equal(applied(text, textEdits(all)), text.replaceAll('time.sleep', 'await asyncio.sleep'));
});

test('suppressing a line or the file silences exactly this rule', { timeout }, async (t) => {
  const { client, uri } = await start(t, {});
  for (const [name, title] of [['line.py', 'Ignore missing-await on this line'], ['file.py', 'Ignore missing-await in this file']] as const) {
    const file = uri(name);
    await client.open(file, trap);
    const missing = byRule(await client.diagnostics(file), 'missing-await');
    const action = titled(await client.codeActions(file, missing.range, context(missing)), title);
    await client.change(file, 2, applied(trap, textEdits(action)));
    assert.deepEqual(rules(await client.diagnostics(file)), ['blocking-call'], name);
  }
});

test('a second rule joins the comment that is there', { timeout }, async (t) => {
  const { client, uri } = await start(t, {});
  const file = uri('a.py');
  const text = trap.replace('time.sleep(1)', 'time.sleep(1)  # async-pitfalls: ignore[missing-await] known');
  await client.open(file, text);
  const blocking = byRule(await client.diagnostics(file), 'blocking-call');
  const action = titled(await client.codeActions(file, blocking.range, context(blocking)), 'Ignore blocking-call on this line');
  const after = applied(text, textEdits(action));
  assert.match(after, /time\.sleep\(1\) {2}# async-pitfalls: ignore\[missing-await, blocking-call\] known\n/);
  await client.change(file, 2, after);
  assert.deepEqual(rules(await client.diagnostics(file)), ['missing-await']);
});

test('no comment is put into a string, and one beside another comment gets its own line', { timeout }, async (t) => {
  const { client, uri } = await start(t, {});
  const file = uri('a.py');
  const text = trap
    .replace('    time.sleep(1)', '    value = f"""\n{time.sleep(1)}\n"""')
    .replace('"; fetch()', '"; fetch()  # noqa: E702');
  await client.open(file, text);
  const items = await client.diagnostics(file);
  const blocking = byRule(items, 'blocking-call');
  const offered = await client.codeActions(file, blocking.range, context(blocking));
  assert.deepEqual(offered.filter(({ title }) => title.endsWith('on this line')), []);
  const missing = byRule(items, 'missing-await');
  const action = titled(await client.codeActions(file, missing.range, context(missing)), 'Ignore missing-await on this line');
  await client.change(file, 2, applied(text, textEdits(action)));
  assert.deepEqual(rules(await client.diagnostics(file)), ['blocking-call']);
});

test('hover explains the finding, in the language of the client', { timeout }, async (t) => {
  for (const [locale, pattern] of [['en', /missing-await.*\n[\s\S]*[a-z]{4}/], ['zh-CN', /missing-await[\s\S]*[\u4e00-\u9fff]{2}/]] as const) {
    const { client, uri } = await start(t, {}, { locale });
    const file = uri('a.py');
    await client.open(file, trap);
    const hover = await client.request<{ contents: { kind: string; value: string }; range: Range }>('textDocument/hover', { textDocument: { uri: file }, position: { line: 10, character: 20 } });
    assert.equal(hover.contents.kind, 'markdown');
    assert.match(hover.contents.value, pattern);
    assert.match(hover.contents.value, /\n`fetch\(\)`: `Coroutine\[str\]`\n/);
    assert.equal(textAt(trap, hover.range), 'fetch()');
    const blocking = await client.request<{ contents: { value: string } }>('textDocument/hover', { textDocument: { uri: file }, position: { line: 15, character: 8 } });
    assert.match(blocking.contents.value, /\n`time\.sleep`\n/);
    const nothing: Position = { line: 0, character: 0 };
    assert.equal(await client.request('textDocument/hover', { textDocument: { uri: file }, position: nothing }), null);
  }
});

const quiet = [
  'from helpers import fetch, load, note',
  '',
  'async def main(handler, name: str):',
  '    job = fetch(name)',
  '    handler(job)',
  '    await job',
  '    note(name.strip())',
  '',
  'def start(handler):',
  '    handler(load("x"))',
  '',
].join('\n');
const helpers = 'async def fetch(name) -> int:\n    return 1\n\ndef load(name):\n    with open(name) as file:\n        return file.read()\n\ndef note(name: str) -> None:\n    pass\n';

test('hover without a finding: what is awaitable, blocks or is unknown in async code, and nothing else', { timeout }, async (t) => {
  for (const [locale, awaitable, unknown, blocks, defined] of [
    ['en', 'Awaitable: coroutine made by `fetch`', 'Not known what runs: parameter `handler` has no annotation', 'Blocks (file): `load` → `open`', ', Defined '],
    ['zh-CN', '可等待：协程 由 `fetch` 产生', '不知道会运行什么：参数 `handler` 没有类型标注', '阻塞（文件）：`load` → `open`', '，定义于 '],
  ] as const) {
    const { client, uri } = await start(t, { 'helpers.py': helpers }, { locale });
    const file = uri('quiet.py');
    await client.open(file, quiet);
    const hover = async (line: number, character: number): Promise<{ value: string; text: string } | null> => {
      const found = await client.request<{ contents: { value: string }; range: Range } | null>('textDocument/hover', { textDocument: { uri: file }, position: { line, character } });
      return found && { value: found.contents.value, text: textAt(quiet, found.range) };
    };
    assert.deepEqual(await hover(3, 12), { value: `\`fetch(name)\`: \`Coroutine[int]\`${defined}[helpers.py:1](<${uri('helpers.py')}#L1>)\n\n${awaitable}`, text: 'fetch(name)' });
    assert.deepEqual(await hover(4, 6), { value: `\`handler(job)\`${defined}[quiet.py:3](<${file}#L3>)\n\n${unknown}`, text: 'handler(job)' });
    assert.match((await hover(5, 11))?.value ?? '', /^`job`: `Coroutine\[int\]`/);
    assert.deepEqual((await hover(9, 14))?.value.split('\n\n').slice(1), [blocks]);
    for (const [line, character] of [[6, 6], [6, 15], [3, 17], [9, 6], [7, 0]] as const) assert.equal(await hover(line, character), null);
  }
});

test('messages are in the language of the client', { timeout }, async (t) => {
  const { client, uri } = await start(t, {}, { locale: 'zh-cn' });
  await client.open(uri('a.py'), trap);
  const items = await client.diagnostics(uri('a.py'));
  assert.equal(items.length, 2);
  for (const { message } of items) assert.match(String(message), /[\u4e00-\u9fff]/);
});

test('a cancelled request is answered as cancelled', { timeout }, async (t) => {
  const { client, uri } = await start(t, {});
  const file = uri('a.py');
  await client.open(file, trap);
  const { CancellationTokenSource } = await import('vscode-languageserver/node');
  const source = new CancellationTokenSource();
  const answer = client.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri: file } }, source.token);
  source.cancel();
  await assert.rejects(answer, { code: -32800 });
  assert.deepEqual(rules(await client.diagnostics(file)), ['missing-await', 'blocking-call']);
});

test('settings count from the first answer and when they change', { timeout }, async (t) => {
  const { client, uri } = await start(t, {}, { settings: { rules: { 'blocking-call': 'off' } } });
  const file = uri('a.py');
  await client.open(file, trap);
  assert.deepEqual(rules(await client.diagnostics(file)), ['missing-await']);
  for (const [settings, expected] of [
    [{ rules: { 'missing-await': 'off' } }, ['blocking-call']],
    [{ enable: false }, []],
    [{ rules: { 'blocking-call': 'info' } }, ['missing-await', 'blocking-call']],
  ] as const) {
    client.settings = settings;
    await client.notify('workspace/didChangeConfiguration', { settings: null });
    await client.next('workspace/diagnostic/refresh');
    assert.deepEqual(rules(await client.diagnostics(file)), expected);
  }
  assert.equal(byRule(await client.diagnostics(file), 'blocking-call').severity, 3);
});

/** A virtual environment whose package `pool` waits, or blocks. */
const poolIn = (folder: string, body: string): Record<string, string> => ({
  [`${folder}/pyvenv.cfg`]: 'version = 3.12.1\n', [`${folder}/bin/python`]: '', [`${folder}/lib/python3.12/site-packages/pool.py`]: body,
});
const asyncPool = 'async def acquire():\n    return 1\n';
const plainPool = 'import time\n\n\ndef acquire():\n    time.sleep(1)\n';
const pooled = 'import pool\n\n\nasync def main():\n    pool.acquire()\n';

test('the interpreter in the settings decides what is installed; another one changes the findings', { timeout }, async (t) => {
  const files = { ...poolIn('.venv', asyncPool), ...poolIn('other env', plainPool) };
  const { client, uri, file } = await start(t, files, { settings: { python: '' } });
  const app = uri('app.py');
  await client.open(app, pooled);
  assert.deepEqual(rules(await client.diagnostics(app)), ['missing-await']);
  for (const [python, expected] of [
    ['${workspaceFolder}/other env/bin/python', ['blocking-call']],
    [file('.venv'), ['missing-await']],
    ['other env', ['blocking-call']],
    ['${env:NO_SUCH_VARIABLE}/nowhere', ['missing-await']],
  ] as const) {
    client.settings = { python };
    await client.notify('workspace/didChangeConfiguration', { settings: null });
    await client.next('workspace/diagnostic/refresh');
    assert.deepEqual(rules(await client.diagnostics(app)), expected, python);
  }
  await client.next<{ message: string; type: number }>('window/logMessage', ({ message, type }) => type === 2 && message.includes('/nowhere'));
});

test('an environment that is made while the editor runs is found', { timeout }, async (t) => {
  const { client, uri, file } = await start(t, { 'app.py': pooled });
  const app = uri('app.py');
  await client.open(app, pooled);
  assert.deepEqual(rules(await client.diagnostics(app)), []);
  for (const [name, text] of Object.entries(poolIn('.venv', asyncPool))) {
    fs.mkdirSync(file(name).replace(/[^/]*$/, ''), { recursive: true });
    fs.writeFileSync(file(name), text);
  }
  await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('.venv/pyvenv.cfg'), type: 1 }] });
  await client.next('workspace/diagnostic/refresh');
  assert.deepEqual(rules(await client.diagnostics(app)), ['missing-await']);
});

test('a client that cannot be asked names its interpreter when it starts', { timeout }, async (t) => {
  const { client, uri } = await start(t, poolIn('elsewhere', asyncPool), { capabilities: oldClient, settings: { python: 'elsewhere/bin/python' } });
  const app = uri('app.py');
  await client.open(app, pooled);
  const { diagnostics } = await client.published(app);
  assert.deepEqual(rules(diagnostics), ['missing-await']);
});

test('a chain through another file follows that file, open or on disk', { timeout }, async (t) => {
  const blocking = 'import time\n\n\ndef read_settings():\n    time.sleep(1)\n';
  const harmless = 'import time\n\n\ndef read_settings():\n    return 1\n';
  const handler = 'from config import read_settings\n\n\nasync def handler():\n    read_settings()\n';
  const { client, uri, file } = await start(t, { 'config.py': blocking, 'app.py': handler });
  const app = uri('app.py');
  const config = uri('config.py');
  await client.open(app, handler);
  const found = byRule(await client.diagnostics(app), 'blocking-call');
  assert.equal(textAt(handler, found.range), 'read_settings()');
  const last = found.relatedInformation?.at(-1);
  assert.equal(last?.location.uri, config);
  assert.equal(last && textAt(blocking, last.location.range), 'time.sleep(1)');

  fs.writeFileSync(file('config.py'), harmless);
  await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: config, type: 2 }] });
  await client.next('workspace/diagnostic/refresh');
  assert.deepEqual(await client.diagnostics(app), []);

  await client.open(config, harmless);
  await client.change(config, 2, blocking);
  await client.next('workspace/diagnostic/refresh');
  assert.deepEqual(rules(await client.diagnostics(app)), ['blocking-call']);

  await client.notify('textDocument/didClose', { textDocument: { uri: config } });
  await client.next('workspace/diagnostic/refresh');
  assert.deepEqual(await client.diagnostics(app), [], 'the text on disk counts again');
});

test('each workspace folder has its own project settings', { timeout }, async (t) => {
  const quiet = project({ 'pyproject.toml': '[tool.async-pitfalls.rules]\nblocking-call = "off"\n' });
  const loud = project({});
  t.after(() => { quiet.remove(); loud.remove(); });
  const { client } = await start(t, {}, { folders: [quiet.folder, loud.folder] });
  for (const [place, expected] of [[quiet, ['missing-await']], [loud, ['missing-await', 'blocking-call']]] as const) {
    const file = uriOf(place.file('a.py'));
    await client.open(file, trap);
    assert.deepEqual(rules(await client.diagnostics(file)), expected);
  }
  const added = project({ 'pyproject.toml': '[tool.async-pitfalls.rules]\nmissing-await = "off"\n' });
  t.after(() => { added.remove(); });
  await client.notify('workspace/didChangeWorkspaceFolders', {
    event: { added: [{ uri: uriOf(added.folder), name: 'added' }], removed: [{ uri: uriOf(loud.folder), name: 'loud' }] },
  });
  await client.next('workspace/diagnostic/refresh');
  const file = uriOf(added.file('a.py'));
  await client.open(file, trap);
  assert.deepEqual(rules(await client.diagnostics(file)), ['blocking-call']);
});

test('a project file that changes is read again', { timeout }, async (t) => {
  const { client, uri, file } = await start(t, {});
  await client.open(uri('a.py'), trap);
  assert.deepEqual(rules(await client.diagnostics(uri('a.py'))), ['missing-await', 'blocking-call']);
  fs.writeFileSync(file('pyproject.toml'), '[tool.async-pitfalls.rules]\nmissing-await = "off"\n');
  await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('pyproject.toml'), type: 1 }] });
  await client.next('workspace/diagnostic/refresh');
  assert.deepEqual(rules(await client.diagnostics(uri('a.py'))), ['blocking-call']);
});

test('a mistake in a project file is shown in that file until it is gone', { timeout }, async (t) => {
  const { client, uri, file } = await start(t, { 'pyproject.toml': '[tool.async-pitfalls.rules]\nmissing-awiat = "off"\n' });
  await client.open(uri('a.py'), trap);
  assert.equal((await client.diagnostics(uri('a.py'))).length, 2, 'the rest still counts');
  const { diagnostics } = await client.published(uri('pyproject.toml'));
  assert.match(String(diagnostics[0]?.message), /missing-awiat.*missing-await/);
  assert.equal(diagnostics[0]?.range.start.line, 1);
  fs.writeFileSync(file('pyproject.toml'), '');
  await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('pyproject.toml'), type: 2 }] });
  await client.diagnostics(uri('a.py'));
  assert.deepEqual((await client.published(uri('pyproject.toml'))).diagnostics, []);
});

test('clients that do not pull are pushed to: open, change, close', { timeout }, async (t) => {
  const { client, uri } = await start(t, {}, { capabilities: oldClient });
  const file = uri('a.py');
  assert.equal(client.initialized.capabilities.diagnosticProvider, undefined);
  await client.open(file, trap);
  assert.deepEqual(rules((await client.published(file)).diagnostics), ['missing-await', 'blocking-call']);
  await client.change(file, 2, fixed);
  const second = await client.published(file, ({ version }) => version === 2);
  assert.deepEqual(rules(second.diagnostics), ['blocking-call']);
  await client.notify('textDocument/didClose', { textDocument: { uri: file } });
  assert.deepEqual((await client.published(file)).diagnostics, []);
});

test('a document that exists in the editor only is checked', { timeout }, async (t) => {
  const { client } = await start(t, {});
  await client.open('untitled:Untitled-1', trap);
  const missing = byRule(await client.diagnostics('untitled:Untitled-1'), 'missing-await');
  const action = titled(await client.codeActions('untitled:Untitled-1', missing.range, context(missing)), 'Await');
  assert.equal(documentEdits(action)[0]?.textDocument.uri, 'untitled:Untitled-1');
});

test('a notebook is one program of its cells, with top-level await', { timeout }, async (t) => {
  const { client, uri } = await start(t, {});
  const notebook = uri('cells.ipynb');
  const cell = (index: number) => `vscode-notebook-cell:${new URL(notebook).pathname}#W${index}`;
  const cells = ['import asyncio\n\nasync def fetch():\n    await asyncio.sleep(0)\n    return "data"', '%time 1\nprint(await fetch())', 'label = "😀"; fetch()\nprint(label)'];
  await client.notify('notebookDocument/didOpen', {
    notebookDocument: { uri: notebook, notebookType: 'jupyter-notebook', version: 1, cells: cells.map((_, index) => ({ kind: 2, document: cell(index) })) },
    cellTextDocuments: cells.map((text, index) => ({ uri: cell(index), languageId: 'python', version: 1, text })),
  });
  assert.deepEqual(await client.diagnostics(cell(0)), []);
  assert.deepEqual(await client.diagnostics(cell(1)), []);
  const missing = byRule(await client.diagnostics(cell(2)), 'missing-await');
  assert.equal(textAt(cells[2] ?? '', missing.range), 'fetch()');
  const action = titled(await client.codeActions(cell(2), missing.range, context(missing)), 'Await');
  assert.deepEqual(documentEdits(action).map(({ textDocument }) => textDocument), [{ uri: cell(2), version: 1 }]);

  await client.notify('notebookDocument/didChange', {
    notebookDocument: { uri: notebook, version: 2 },
    change: { cells: { textContent: [{ document: { uri: cell(2), version: 2 }, changes: [{ text: 'await fetch()' }] }] } },
  });
  assert.deepEqual(await client.diagnostics(cell(2)), []);
  await client.notify('notebookDocument/didClose', { notebookDocument: { uri: notebook }, cellTextDocuments: cells.map((_, index) => ({ uri: cell(index) })) });
  assert.deepEqual(await client.diagnostics(cell(0)), []);
});

test('hostile messages are answered with an error or with nothing, and the server goes on', { timeout }, async (t) => {
  const { client, uri } = await start(t, {});
  const file = uri('a.py');
  await client.open(file, trap);
  const odd = [undefined, null, {}, [], 'text', { textDocument: null }, { textDocument: { uri: 5 } }, { textDocument: { uri: 'file:///%E0%A4%A' } }, { textDocument: { uri: uri('other.py'), languageId: 'python' }, range: null, position: 'x', context: null }];
  const methods = ['textDocument/diagnostic', 'textDocument/codeAction', 'textDocument/hover', 'workspace/executeCommand', 'no/such', 'initialize'];
  await Promise.all(methods.flatMap((method) => odd.map((params) => client.request(method, params).then(() => undefined, () => undefined))));
  for (const method of ['textDocument/didOpen', 'textDocument/didChange', 'textDocument/didClose', 'notebookDocument/didOpen', 'notebookDocument/didChange', 'workspace/didChangeConfiguration', 'workspace/didChangeWatchedFiles', 'workspace/didChangeWorkspaceFolders', '$/cancelRequest', '$/unknown']) {
    for (const params of odd) await client.notify(method, params);
  }
  await client.notify('textDocument/didChange', { textDocument: { uri: uri('never-opened.py'), version: 3 }, contentChanges: [{ text: 'x' }] });
  client.process.stdin?.write('Content-Length: 9\r\n\r\n{"broken"');
  assert.deepEqual(rules(await client.diagnostics(file)), ['missing-await', 'blocking-call']);
});

test('odd texts are checked or skipped, never fatal', { timeout }, async (t) => {
  const { client, uri } = await start(t, {});
  const odd = { 'empty.py': '', 'nul.py': '\0\0', 'half.py': 'async def f(', 'deep.py': '('.repeat(20_000), 'cr.py': trap.replaceAll('\n', '\r'), 'bom.py': `\uFEFF${trap}`, 'surrogate.py': `x = "\ud800"\n${trap}` };
  for (const [name, text] of Object.entries(odd)) {
    await client.open(uri(name), text);
    await client.diagnostics(uri(name));
  }
  assert.deepEqual(rules(await client.diagnostics(uri('cr.py'))), ['missing-await', 'blocking-call']);
  assert.deepEqual(rules(await client.diagnostics(uri('bom.py'))), ['missing-await', 'blocking-call']);
  assert.deepEqual(client.left('window/logMessage'), []);
});

test('other schemes and languages are none of our business', { timeout }, async (t) => {
  const { client, uri } = await start(t, {});
  await client.open('git:/a.py', trap);
  await client.open('vscode-notebook-cell:/a.ipynb#1', trap);
  await client.open(uri('notes.txt'), trap, 'plaintext');
  for (const other of ['git:/a.py', 'vscode-notebook-cell:/a.ipynb#1', uri('notes.txt'), uri('not-open.py')]) {
    assert.deepEqual(await client.diagnostics(other), []);
  }
});

test('a TypeScript file is checked by the compiler beside the bundle', { timeout }, async (t) => {
  const { client, uri } = await start(t, { 'tsconfig.json': '{"compilerOptions": {"strict": true}}' });
  const text = 'async function load(): Promise<number> { return 1; }\nexport async function main() {\n  load();\n}\n';
  await client.open(uri('a.ts'), text, 'typescript');
  const missing = byRule(await client.diagnostics(uri('a.ts')), 'missing-await');
  assert.equal(textAt(text, missing.range), 'load()');
});

test('a server that is started again knows nothing of the one before and says the same', { timeout }, async (t) => {
  const place = project({ 'a.py': trap });
  t.after(() => { place.remove(); });
  const answers: Diagnostic[][] = [];
  for (let round = 0; round < 2; round++) {
    const client = await TestClient.start({ server: server(), folders: [place.folder] });
    await client.open(uriOf(place.file('a.py')), trap);
    answers.push(await client.diagnostics(uriOf(place.file('a.py'))));
    assert.equal(await client.stop(), 0);
  }
  assert.deepEqual(rules(answers[0] ?? []), ['missing-await', 'blocking-call']);
  assert.deepEqual(answers[0], answers[1]);
});

test('what was found is kept for the next start, and a file that changed meanwhile is checked again', { timeout }, async (t) => {
  const main = 'import asyncio\nfrom lib import fetch\n\nasync def main():\n    fetch()\n\nasyncio.run(main())\n';
  const place = project({ 'ws/main.py': main, 'ws/lib.py': 'async def fetch():\n    pass\n' });
  t.after(() => { place.remove(); });
  const { file } = place;
  const cache = file('cache');
  const start = async (): Promise<number> => {
    const client = await TestClient.start({ server: server(), folders: [file('ws')], environment: { ASYNC_PITFALLS_CACHE: cache } });
    await client.open(uriOf(file('ws/main.py')), main);
    const { length } = await client.diagnostics(uriOf(file('ws/main.py')));
    assert.equal(await client.stop(), 0);
    return length;
  };
  assert.equal(await start(), 1);
  const [index = assert.fail()] = fs.readdirSync(cache);
  const written = fs.readFileSync(`${cache}/${index}`, 'utf8');
  assert.ok(written.includes('missing-await'));
  assert.equal(await start(), 1);
  fs.writeFileSync(file('ws/lib.py'), 'def fetch():\n    pass\n');
  assert.equal(await start(), 0);
  fs.writeFileSync(`${cache}/${index}`, written.slice(0, written.length >> 1));
  assert.equal(await start(), 0);
});

test('the server ends when the editor dies', { timeout }, async () => {
  const client = await TestClient.start({ server: server() });
  const ended = new Promise((resolve) => { client.process.once('exit', resolve); });
  client.process.stdin?.end();
  assert.equal(await ended, 1);
  client.connection.dispose();
});
