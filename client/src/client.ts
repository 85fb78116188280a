/** How the language client is set up: where the server is, which documents are its business. */
import { type ExtensionContext, type LogOutputChannel, Uri } from 'vscode';
import { LanguageClient, TransportKind, type LanguageClientOptions, type ServerOptions } from 'vscode-languageclient/node';

const LANGUAGES = ['python', 'typescript', 'typescriptreact', 'javascript', 'javascriptreact'];
/** Other schemes (git, review comments, output) show text that nobody repairs. `vscode-vfs`: virtual workspaces. */
const SCHEMES = ['file', 'untitled', 'vscode-vfs'];

/** A client that is not started yet. The server module is loaded by its own process. */
export function createClient(context: ExtensionContext, log: LogOutputChannel): LanguageClient {
  const module = Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath;
  const server: ServerOptions = {
    run: { module, transport: TransportKind.ipc },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6071', '--enable-source-maps'] } },
  };
  const options: LanguageClientOptions = {
    documentSelector: [
      ...LANGUAGES.flatMap((language) => SCHEMES.map((scheme) => ({ language, scheme }))),
      { notebook: '*', language: 'python' },
    ],
    outputChannel: log,
    // Off by default in this library: without them nothing is ever asked for.
    diagnosticPullOptions: { onChange: true, onSave: true, onFocus: true },
    diagnosticCollectionName: 'async-pitfalls',
  };
  return new LanguageClient('asyncPitfalls', 'Async Pitfalls', server, options);
}
