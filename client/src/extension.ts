/** The VS Code side: starts the language server and offers its commands. Analyses nothing itself. */
import { commands, window, type ExtensionContext } from 'vscode';
import { createClient } from './client.js';
import { ServerLife } from './server-life.js';

/** VS Code calls `deactivate` without arguments; this is what it has to find. */
let life: ServerLife | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel('Async Pitfalls', { log: true });
  const current = new ServerLife(() => createClient(context, log), log);
  life = current;
  context.subscriptions.push(
    log,
    commands.registerCommand('asyncPitfalls.restart', () => current.restart()),
    commands.registerCommand('asyncPitfalls.showLog', () => { log.show(); }),
  );
  await current.start();
}

export async function deactivate(): Promise<void> {
  await life?.stop();
  life = undefined;
}
