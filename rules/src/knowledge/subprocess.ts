/** subprocess. https://docs.python.org/3/library/subprocess.html */
import type { LibraryTable } from './facts.js';
import { advice, blocks, each, plain } from './notation.js';

const asynchronous = { replacement: advice('asyncio.create_subprocess_exec', 'asyncio') };
const asynchronousShell = { replacement: advice('asyncio.create_subprocess_shell', 'asyncio') };

export const subprocess: LibraryTable = {
  module: 'subprocess',
  language: 'python',
  functions: {
    run: blocks('process', 'subprocess.CompletedProcess', asynchronous),
    ...each('call check_call', blocks('process', 'int', asynchronous)),
    check_output: blocks('process', 'object', asynchronous),
    getoutput: blocks('process', 'str', asynchronousShell),
    getstatusoutput: blocks('process', 'tuple', asynchronousShell),
    list2cmdline: plain('str'),
  },
  classes: {
    Popen: {
      // Starting a process returns at once; waiting for it does not.
      construct: plain('subprocess.Popen'),
      methods: {
        wait: blocks('process', 'int', { unless: [{ argument: 'timeout', value: 0 }, { argument: 0, value: 0 }], unlessTold: { method: 'poll', answer: 'something' }, ...asynchronous }),
        communicate: blocks('process', 'tuple', asynchronous),
        poll: plain('int'),
        ...each('send_signal terminate kill', plain('None')),
      },
      attributes: { stdin: 'io.FileObject', stdout: 'io.FileObject', stderr: 'io.FileObject', pid: 'int', returncode: 'int', args: 'object' },
      enter: 'self',
      exitBlocks: 'process',
      concurrentUse: 'exclusive',
      resource: { kind: 'process', close: ['wait', 'communicate', 'kill', 'terminate', 'poll'] },
    },
    CompletedProcess: {
      construct: plain('subprocess.CompletedProcess'),
      methods: { check_returncode: plain('None') },
      attributes: { returncode: 'int', args: 'object', stdout: 'object', stderr: 'object' },
    },
  },
  values: { PIPE: 'int', STDOUT: 'int', DEVNULL: 'int' },
};
