/** Entry of the command line program. */
import fs from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import manifest from '../../../package.json';
import { activatedEnvironment, defaultIndexFolder } from '../../core.js';
import { readArguments, type Arguments } from './arguments.js';
import { runCheck } from './check-command.js';
import { isThread, runThread } from './check-thread.js';
import { runExplain } from './explain-command.js';
import { help } from './help.js';
import type { ExitStatus, Terminal } from './terminal.js';

const terminal: Terminal = {
  cwd: process.cwd(),
  supportsColor: process.stdout.isTTY && process.env['NO_COLOR'] === undefined && process.env['TERM'] !== 'dumb',
  python: activatedEnvironment(process.env),
  cacheFolder: defaultIndexFolder(process.env),
  program: fs.realpathSync(process.argv[1] ?? ''),
  write: (text) => writeAll(1, text),
  writeError: (text) => { writeAll(2, text); },
};

// By default a heap of this size is let grow to several times of what is in use before garbage is collected.
setFlagsFromString('--heap-growing-percent=100');
// Optimising a function with 920 bytes of others in it (bytecode; the default) takes longer than a run of some seconds can gain by it.
setFlagsFromString('--max-inlined-bytecode-size-cumulative=400');
// The models of most files die with their check. Objects made in old memory at once, as those made at the same place lived long
// before, keep all that they point to alive until old memory is collected.
setFlagsFromString('--no-allocation-site-pretenuring');

if (isThread) runThread();
else void run(readArguments(process.argv.slice(2))).then((status) => { process.exitCode = status; });

async function run(given: Arguments): Promise<ExitStatus> {
  switch (given.command) {
    case 'help':
      terminal.write(help);
      return 0;
    case 'version':
      terminal.write(`${manifest.version}\n`);
      return 0;
    case 'mistake':
      terminal.writeError(`async-pitfalls: ${given.message}\n`);
      return 2;
    case 'check':
      return runCheck(given, terminal);
    case 'explain':
      return runExplain(given, terminal);
  }
}

/** Writes everything before it returns, so that nothing is lost at exit; false when the reader has gone away. */
function writeAll(descriptor: number, text: string): boolean {
  const bytes = Buffer.from(text, 'utf8');
  for (let position = 0; position < bytes.length;) {
    try {
      position += fs.writeSync(descriptor, bytes, position);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EAGAIN') {
        // A pipe that is full: wait a moment for its reader without spinning.
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
        continue;
      }
      if (code === 'EPIPE') return false;
      throw error;
    }
  }
  return true;
}
