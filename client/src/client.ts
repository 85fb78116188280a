/** How the language client is set up: where the server is, which documents are its business. */
import { type ExtensionContext, type LogOutputChannel, Uri } from 'vscode';
import {
  LanguageClient, TransportKind, type ConfigurationParams, type LanguageClientOptions, type ServerOptions,
} from 'vscode-languageclient/node';
import { listReferences } from './references.js';

const SECTION = 'asyncPitfalls';
const LANGUAGES = ['python', 'typescript', 'typescriptreact', 'javascript', 'javascriptreact'];
/** Other schemes (git, review comments, output) show text that nobody repairs. `vscode-vfs`: virtual workspaces. */
const SCHEMES = ['file', 'untitled', 'vscode-vfs'];

/**
 * A client that is not started yet. The server module is loaded by its own process. `interpreterFor`: the Python that the
 * editor uses for a folder; it counts where our own setting names none.
 */
export function createClient(context: ExtensionContext, log: LogOutputChannel, interpreterFor: (folder: Uri | undefined) => string | undefined): LanguageClient {
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
    middleware: {
      workspace: {
        configuration: async (params, token, next) => {
          const answers = await next(params, token);
          return Array.isArray(answers) ? withInterpreters(params, answers, interpreterFor) : answers;
        },
      },
    },
  };
  const client = new LanguageClient(SECTION, 'Async Pitfalls', server, options);
  listReferences(client);
  return client;
}

/** Our sections with the editor's interpreter in place of an empty setting. */
function withInterpreters<Answer>({ items }: ConfigurationParams, answers: readonly Answer[], interpreterFor: (folder: Uri | undefined) => string | undefined) {
  return answers.map((answer, index) => {
    const { section, scopeUri } = items[index] ?? {};
    if (section !== SECTION || typeof answer !== 'object' || answer === null) return answer;
    if ('python' in answer && typeof answer.python === 'string' && answer.python !== '') return answer;
    return { ...answer, python: interpreterFor(scopeUri === undefined ? undefined : Uri.parse(scopeUri)) ?? '' };
  });
}
