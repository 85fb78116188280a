/** bcrypt, boto3 and paramiko: work that takes its time, without an asynchronous form of their own. */
import type { LibraryTable } from './facts.js';
import { advice, blocks, each, plain } from './notation.js';

export const bcrypt: LibraryTable = {
  module: 'bcrypt',
  language: 'python',
  functions: { hashpw: blocks('cpu', 'bytes'), checkpw: blocks('cpu', 'bool'), kdf: blocks('cpu', 'bytes'), gensalt: plain('bytes') },
  classes: {},
};

const aioboto = { replacement: advice('aioboto3', 'aioboto3') };

export const boto3: LibraryTable = {
  module: 'boto3',
  language: 'python',
  // Clients are made from service descriptions at run time; their methods, all of them requests, are not known by name.
  functions: { client: plain('object', aioboto), resource: plain('object', aioboto) },
  classes: {},
};

export const paramiko: LibraryTable = {
  module: 'paramiko',
  language: 'python',
  functions: {},
  classes: {
    SSHClient: {
      construct: plain('paramiko.SSHClient'),
      methods: {
        ...each('connect exec_command open_sftp invoke_shell', blocks('network', 'object', { replacement: advice('asyncssh', 'asyncssh') })),
        ...each('close set_missing_host_key_policy load_system_host_keys', plain('None')),
      },
      enter: 'self',
      concurrentUse: 'exclusive',
    },
    SFTPClient: {
      methods: { ...each('get put listdir stat remove rename mkdir rmdir open', blocks('network', 'object')), close: plain('None') },
      enter: 'self',
      concurrentUse: 'exclusive',
    },
  },
  aliases: { 'paramiko.client.SSHClient': 'paramiko.SSHClient', 'paramiko.sftp_client.SFTPClient': 'paramiko.SFTPClient' },
};
