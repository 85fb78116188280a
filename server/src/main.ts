/** The program: `--stdio`, `--node-ipc`, `--socket=PORT` or `--pipe=NAME`. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import manifest from '../package.json';
import { serve } from './session.js';

const usage = `Usage: async-pitfalls-language-server --stdio | --node-ipc | --socket=PORT | --pipe=NAME

Speaks the Language Server Protocol. Started by an editor; for the command line take \`npx async-pitfalls\`.`;

main(process.argv.slice(2));

function main(options: readonly string[]): void {
  if (options.includes('--version')) {
    console.log(manifest.version);
    return;
  }
  const isTold = options.some((option) => /^--(?:stdio|node-ipc|socket|pipe)\b/.test(option));
  if (!isTold) {
    console.error(usage);
    process.exitCode = options.includes('--help') ? 0 : 2;
    return;
  }
  const connection = createConnection(ProposedFeatures.all);
  // A bug in one answer must not take the editor's other files with it; without a reader there is nothing left to do.
  process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED' || error.code === 'ERR_IPC_CHANNEL_CLOSED') process.exit(1);
    connection.console.error(error.stack ?? error.message);
  });
  process.on('unhandledRejection', (reason) => { connection.console.error(reason instanceof Error ? reason.stack ?? reason.message : String(reason)); });
  serve(connection);
  connection.listen();
}
