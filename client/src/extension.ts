/** The VS Code side: starts the language server and offers its commands. Analyses nothing itself. */
import { commands, extensions, window, workspace, type ExtensionContext, type Uri } from 'vscode';
import { DidChangeConfigurationNotification, type LanguageClient } from 'vscode-languageclient/node';
import { createClient } from './client.js';
import { Interpreter, type Editor, type PythonApi } from './interpreter.js';
import { ServerLife } from './server-life.js';

/** VS Code calls `deactivate` without arguments; this is what it has to find. */
let life: ServerLife | undefined;

const interpreterSetting = 'defaultInterpreterPath';

const vscodeEditor: Editor<Uri> = {
  pythonExtension: () => extensions.getExtension<PythonApi<Uri> | undefined>('ms-python.python'),
  defaultInterpreterPath: (folder) => workspace.getConfiguration('python', folder).get(interpreterSetting),
};

export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel('Async Pitfalls', { log: true });
  let client: LanguageClient | undefined;
  const tellChange = (): void => {
    // The server asks for its settings then, and the interpreter is in the answer.
    if (client?.isRunning()) void client.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
  };
  const interpreter = new Interpreter(vscodeEditor, tellChange);
  const current = new ServerLife(() => (client = createClient(context, log, (folder) => interpreter.pathFor(folder))), log);
  life = current;
  context.subscriptions.push(
    log,
    interpreter,
    workspace.onDidOpenTextDocument(({ languageId }) => { if (languageId === 'python') void interpreter.pythonOpened(); }),
    workspace.onDidChangeConfiguration((event) => { if (event.affectsConfiguration(`python.${interpreterSetting}`)) tellChange(); }),
    commands.registerCommand('asyncPitfalls.restart', () => current.restart()),
    commands.registerCommand('asyncPitfalls.showLog', () => { log.show(); }),
  );
  if (workspace.textDocuments.some(({ languageId }) => languageId === 'python')) void interpreter.pythonOpened();
  await current.start();
}

export async function deactivate(): Promise<void> {
  await life?.stop();
  life = undefined;
}
