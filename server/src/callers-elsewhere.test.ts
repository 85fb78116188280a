/** What a user learns about other files after a fix made a function async, as editors see it. */
import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import type { ApplyWorkspaceEditParams, ClientCapabilities, CodeAction, Command, ShowMessageParams, ShowMessageRequestParams, TextDocumentEdit } from 'vscode-languageserver/node';
import type { PlaceList } from './callers-elsewhere.js';
import { applied, bundleServer, modernClient, oldClient, project, TestClient, uriOf, type StartOptions } from './testing/server-process.js';

const loader = `import asyncio


def load(key):
    await asyncio.sleep(0)
    return key


def local():
    return load(0)
`;
const swift = `from loader import load


async def first():
    print(load(1))


async def second():
    return load(2) + 1
`;
const plain = `import threading
from loader import load


def third():
    print(load(3))


threading.Thread(target=load).start()
`;
const files = { 'loader.py': loader, 'swift.py': swift, 'plain.py': plain, 'app/other.py': 'def load():\n    pass\n\n\nload()\n' };
const timeout = 20_000;

/** As our VS Code extension. */
const ours: ClientCapabilities = {
  ...modernClient, workspace: { ...modernClient.workspace, applyEdit: true }, experimental: { asyncPitfalls: { listsPlaces: true } },
};

let bundle: ReturnType<typeof bundleServer> | undefined;
before(() => { bundle = bundleServer(); });
after(() => { bundle?.remove(); });

async function start(context: TestContext, options: Partial<StartOptions> & { readonly files?: Readonly<Record<string, string>> } = {}) {
  const place = project(options.files ?? files);
  const client = await TestClient.start({ server: bundle?.file ?? assert.fail('the server was not built'), folders: [place.folder], capabilities: ours, ...options });
  context.after(async () => {
    await client.stop();
    place.remove();
  });
  return { client, uri: (name: string) => uriOf(place.file(name)) };
}

/** Takes the first fix of the first finding: applies it and runs its command, as a client does. */
async function takeFix(client: TestClient, uri: string, text: string, version = 1): Promise<{ readonly text: string; readonly command: Command }> {
  const action = await firstFix(client, uri);
  const changed = action.edit?.documentChanges?.[0] ?? assert.fail('an edit');
  assert.ok('textDocument' in changed);
  const after = applied(text, changed.edits.filter((edit) => 'newText' in edit));
  await client.change(uri, version + 1, after);
  const command = action.command ?? assert.fail('a command');
  await client.request('workspace/executeCommand', { command: command.command, arguments: command.arguments });
  return { text: after, command };
}

async function firstFix(client: TestClient, uri: string): Promise<CodeAction> {
  const [finding] = await client.diagnostics(uri);
  assert.ok(finding);
  const [action] = await client.codeActions(uri, finding.range, { diagnostics: [finding] });
  return action ?? assert.fail('a fix');
}

const ask = 'window/showMessageRequest';
const titles = ({ actions = [] }: ShowMessageRequestParams): string[] => actions.map(({ title }) => title);

test('the fix that makes a function async carries the command, other fixes do not', { timeout }, async (t) => {
  const { client, uri } = await start(t);
  assert.deepEqual(client.initialized.capabilities.executeCommandProvider, { commands: ['async-pitfalls.showCallersElsewhere'] });
  await client.open(uri('loader.py'), loader);
  const { command, edit } = await firstFix(client, uri('loader.py'));
  assert.deepEqual(command?.arguments, [{ uri: uri('loader.py'), functions: ['load', 'local'] }]);
  assert.ok(edit);
  await client.open(uri('swift.py'), swift);
  await client.change(uri('loader.py'), 2, loader.replace('def load', 'async def load'));
  assert.equal((await firstFix(client, uri('swift.py'))).command, undefined);
});

test('calls elsewhere are counted, listed on request, repaired on request, and what is left is told again', { timeout }, async (t) => {
  const { client, uri } = await start(t);
  const answers = [{ title: 'Show' }, { title: 'Repair 2 of 3' }, null];
  const awaiting = swift.replace('load(1)', 'await load(1)').replace('load(2)', 'await load(2)');
  client.answer(ask, () => answers.shift());
  // As editors do: the server learns of the new text before it learns that the edit was applied.
  client.answer('workspace/applyEdit', async () => {
    await client.change(uri('swift.py'), 8, awaiting);
    return { applied: true };
  });
  await client.open(uri('loader.py'), loader);
  await client.open(uri('swift.py'), swift, 'python', 7);
  await takeFix(client, uri('loader.py'), loader);

  const told = await client.next<ShowMessageRequestParams>(ask);
  assert.equal(told.message, '`load` and `local` are async now. 3 calls in 2 other files still expect a plain result; handed on as a value in one place.');
  assert.deepEqual(titles(told), ['Show', 'Repair 2 of 3']);
  const list = await client.next<PlaceList>('asyncPitfalls/showReferences');
  assert.equal(list.uri, uri('loader.py'));
  assert.deepEqual(list.position, { line: 3, character: 10 });
  assert.deepEqual(list.locations.map((location) => `${location.uri.replace(/.*\//, '')}:${location.range.start.line + 1}`), ['plain.py:6', 'plain.py:9', 'swift.py:5', 'swift.py:9']);

  assert.deepEqual(titles(await client.next<ShowMessageRequestParams>(ask)), ['Repair 2 of 3']);
  const { edit } = await client.next<ApplyWorkspaceEditParams>('workspace/applyEdit');
  const [changed, ...others] = (edit.documentChanges ?? []).filter((change): change is TextDocumentEdit => 'textDocument' in change);
  assert.deepEqual(others, []);
  assert.deepEqual(changed?.textDocument, { uri: uri('swift.py'), version: 7 });
  assert.equal(applied(swift, changed.edits.filter((one) => 'newText' in one)), awaiting);

  const rest = await client.next<ShowMessageRequestParams>(ask, ({ message }) => message.includes('One call'));
  assert.equal(rest.message, '`load` and `local` are async now. One call in another file still expects a plain result; handed on as a value in one place.');
  assert.deepEqual(titles(rest), ['Show']);
});

test('an editor may say that the edit was applied before it tells the new text', { timeout }, async (t) => {
  const { client, uri } = await start(t);
  const awaiting = swift.replace('load(1)', 'await load(1)').replace('load(2)', 'await load(2)');
  const answers = [{ title: 'Repair 2 of 3' }, null];
  client.answer(ask, () => answers.shift());
  client.answer('workspace/applyEdit', () => ({ applied: true }));
  await client.open(uri('loader.py'), loader);
  await takeFix(client, uri('loader.py'), loader);
  await client.next<ShowMessageRequestParams>(ask);
  await client.next<ApplyWorkspaceEditParams>('workspace/applyEdit');
  // Answered by the server after it has had the client's answer.
  await client.diagnostics(uri('loader.py'));
  await client.open(uri('swift.py'), swift);
  await client.change(uri('swift.py'), 2, awaiting);
  const rest = await client.next<ShowMessageRequestParams>(ask);
  assert.match(rest.message, /One call in another file/);
});

test('a file that is not open is repaired without a version; an edit that does not fit any more is told', { timeout }, async (t) => {
  const { client, uri } = await start(t, { files: { 'loader.py': loader, 'swift.py': swift } });
  client.answer(ask, () => ({ title: 'Repair' }));
  client.answer('workspace/applyEdit', () => ({ applied: false }));
  await client.open(uri('loader.py'), loader);
  await takeFix(client, uri('loader.py'), loader);
  assert.deepEqual(titles(await client.next<ShowMessageRequestParams>(ask)), ['Show', 'Repair']);
  const { edit } = await client.next<ApplyWorkspaceEditParams>('workspace/applyEdit');
  assert.deepEqual((edit.documentChanges ?? []).map((change) => 'textDocument' in change && change.textDocument), [{ uri: uri('swift.py'), version: null }]);
  assert.match((await client.next<ShowMessageParams>('window/showMessage')).message, /nothing was repaired/);
});

test('a repair is made for the text as it is then', { timeout }, async (t) => {
  const { client, uri } = await start(t, { files: { 'loader.py': loader, 'swift.py': swift } });
  const moved = `# a line more\n${swift}`;
  client.answer(ask, async () => {
    await client.change(uri('swift.py'), 2, moved);
    return { title: 'Repair' };
  });
  client.answer('workspace/applyEdit', () => ({ applied: false }));
  await client.open(uri('loader.py'), loader);
  await client.open(uri('swift.py'), swift);
  await takeFix(client, uri('loader.py'), loader);
  const { edit } = await client.next<ApplyWorkspaceEditParams>('workspace/applyEdit');
  const [changed] = edit.documentChanges ?? [];
  assert.ok(changed && 'textDocument' in changed);
  assert.equal(changed.textDocument.version, 2);
  assert.equal(applied(moved, changed.edits.filter((one) => 'newText' in one)), moved.replace('load(1)', 'await load(1)').replace('load(2)', 'await load(2)'));
});

test('another client gets a message with the first places', { timeout }, async (t) => {
  const { client, uri } = await start(t, { capabilities: { ...modernClient } });
  await client.open(uri('loader.py'), loader);
  await takeFix(client, uri('loader.py'), loader);
  assert.equal((await client.next<ShowMessageParams>('window/showMessage')).message, '`load` and `local` are async now. '
    + '3 calls in 2 other files still expect a plain result: plain.py:6, swift.py:5, swift.py:9; handed on as a value in one place: plain.py:9.');
  assert.deepEqual(client.left(ask), []);
});

test('TypeScript: callers of a function that awaits now', { timeout }, async (t) => {
  const library = 'async function work(): Promise<number> {\n  return 1;\n}\nexport function load(): void {\n  work();\n}\n';
  const user = "import { load } from './loader';\n\nexport async function main(): Promise<void> {\n  load();\n}\nexport function plain(): void {\n  load();\n}\n";
  const { client, uri } = await start(t, { files: { 'tsconfig.json': '{"compilerOptions": {"strict": true}}', 'loader.ts': library, 'user.ts': user } });
  const answers = [{ title: 'Repair 1 of 2' }, null];
  client.answer(ask, () => answers.shift());
  client.answer('workspace/applyEdit', () => ({ applied: false }));
  await client.open(uri('loader.ts'), library, 'typescript');
  const { text } = await takeFix(client, uri('loader.ts'), library);
  assert.match(text, /export async function load\(\): Promise<void> \{\n {2}await work\(\);/);
  assert.equal((await client.next<ShowMessageRequestParams>(ask)).message, '`load` is async now. 2 calls in another file still expect a plain result.');
  const { edit: { documentChanges: [changed] = [] } } = await client.next<ApplyWorkspaceEditParams>('workspace/applyEdit');
  assert.ok(changed && 'textDocument' in changed);
  assert.equal(applied(user, changed.edits.filter((one) => 'newText' in one)), user.replace('load();', 'await load();'));
});

test('in Chinese', { timeout }, async (t) => {
  const { client, uri } = await start(t, { capabilities: { ...modernClient }, locale: 'zh-cn' });
  await client.open(uri('loader.py'), loader);
  await takeFix(client, uri('loader.py'), loader);
  assert.equal((await client.next<ShowMessageParams>('window/showMessage')).message, '`load` 和 `local` 现在是 async 函数。'
    + '另外 2 个文件中还有 3 处调用把它当作普通结果使用：plain.py:6、swift.py:5、swift.py:9；有 1 处把它作为值传递：plain.py:9。');
});

test('nothing is shown when nobody else calls it, when the fix was taken back, or for what is none of ours', { timeout }, async (t) => {
  const { client, uri } = await start(t, { files: { 'loader.py': loader, 'a.py': 'from loader import load\n\n\nasync def first():\n    await load(1)\n' } });
  await client.open(uri('loader.py'), loader);
  const { command, text } = await takeFix(client, uri('loader.py'), loader);
  const run = (name: string, ...given: unknown[]): Promise<unknown> => client.request('workspace/executeCommand', { command: name, arguments: given });
  for (const given of [undefined, null, 5, {}, { uri: 5, functions: [] }, { uri: uri('loader.py'), functions: ['gone', 7] }, { uri: uri('other.py'), functions: ['load'] }]) {
    assert.equal(await run(command.command, given), null);
  }
  await client.open(uri('b.py'), 'from loader import load\n\n\nasync def last():\n    print(load(1))\n');
  await client.change(uri('loader.py'), 3, loader);
  assert.equal(await run(command.command, ...(command.arguments ?? [])), null);
  await assert.rejects(run('async-pitfalls.other'), /unknown command/);
  // The message that comes now is the first one.
  await client.change(uri('loader.py'), 4, text);
  await run(command.command, ...(command.arguments ?? []));
  const told = await client.next<ShowMessageRequestParams>(ask);
  assert.match(told.message, /One call in another file/);
  assert.deepEqual(client.left(ask), []);
});

test('an old client gets the message, too', { timeout }, async (t) => {
  const { client, uri } = await start(t, { capabilities: oldClient });
  await client.open(uri('loader.py'), loader);
  const [finding] = (await client.published(uri('loader.py'), ({ diagnostics }) => diagnostics.length > 0)).diagnostics;
  assert.ok(finding);
  const [action] = await client.codeActions(uri('loader.py'), finding.range, { diagnostics: [finding] });
  const [edits = []] = Object.values(action?.edit?.changes ?? {});
  await client.change(uri('loader.py'), 2, applied(loader, edits));
  await client.request('workspace/executeCommand', { command: action?.command?.command, arguments: action?.command?.arguments });
  assert.match((await client.next<ShowMessageParams>('window/showMessage')).message, /3 calls in 2 other files/);
});
