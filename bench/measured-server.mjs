// The bundled language server as a child process that also tells its CPU time.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';

const hook = path.join(import.meta.dirname, 'cpu-accounting.cjs');

/** As an editor that pulls diagnostics; it does not ask to be told of other documents, so that one edit is one check. */
const capabilities = { textDocument: { diagnostic: { relatedInformation: true } }, workspace: { workspaceFolders: true } };

/** Starts the server and initializes it for one folder. */
export async function startServer({ bundle, root }) {
  const child = spawn(process.execPath, ['--expose-gc', '--require', hook, bundle, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit', 'ipc'] });
  const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  connection.listen();
  const rootUri = pathToFileURL(root).href;
  await connection.sendRequest('initialize', { processId: process.pid, rootUri, workspaceFolders: [{ uri: rootUri, name: 'bench' }], capabilities });
  await connection.sendNotification('initialized', {});

  const pull = async (uri) => (await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } })).items;
  return {
    /** Opens the file and gives the number of its diagnostics. */
    async open(file) {
      const uri = pathToFileURL(file).href;
      const text = fs.readFileSync(file, 'utf8');
      await connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: languageOf(file), version: 1, text } });
      return (await pull(uri)).length;
    },
    /** Replaces a range and gives the number of diagnostics after it. */
    async edit(file, version, range, text) {
      const uri = pathToFileURL(file).href;
      await connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ range, text }] });
      return (await pull(uri)).length;
    },
    /** Milliseconds of CPU time so far, megabytes of heap; `collect` throws garbage away first. */
    usage(question = 'usage') {
      const answer = new Promise((resolve) => { child.once('message', resolve); });
      child.send(question);
      return answer;
    },
    async stop() {
      const ended = new Promise((resolve) => { child.once('exit', resolve); });
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      await ended;
      connection.dispose();
    },
  };
}

function languageOf(file) {
  if (file.endsWith('.py')) return 'python';
  return /\.[cm]?ts$/.test(file) ? 'typescript' : 'javascript';
}
