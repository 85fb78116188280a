/** SSH: asyncssh, and paramiko, which blocks. */
import type { LibraryFacts, LibraryTable } from './facts.js';
import { advice, asyncIterable, awaits, blocks, coroutine, each, having, plain, unlimited } from './notation.js';

const network: LibraryFacts = { waitsFor: 'network' };

export const asyncssh: LibraryTable = {
  module: 'asyncssh',
  language: 'python',
  functions: {
    // Both `await connect()` and `async with connect() as connection`.
    connect: awaits('other', 'asyncssh.PendingConnection', { asyncContext: true, opens: true, ...unlimited('network', 'connect_timeout', 'login_timeout') }),
    scp: coroutine('None', network),
    ...each('listen create_server', awaits('other', 'object')),
    ...each('read_private_key import_private_key read_known_hosts', plain('object')),
  },
  classes: {
    PendingConnection: { methods: {}, asyncEnter: 'asyncssh.SSHClientConnection', awaitable: 'other', awaitResult: 'asyncssh.SSHClientConnection', nominal: true },
    PendingSFTP: { methods: {}, asyncEnter: 'asyncssh.SFTPClient', awaitable: 'other', awaitResult: 'asyncssh.SFTPClient', nominal: true },
    PendingProcess: { methods: {}, asyncEnter: 'asyncssh.SSHClientProcess', awaitable: 'other', awaitResult: 'asyncssh.SSHClientProcess', nominal: true },
    PendingFile: { methods: {}, asyncEnter: 'asyncssh.SFTPClientFile', awaitable: 'other', awaitResult: 'asyncssh.SFTPClientFile', nominal: true },
    SSHClientConnection: {
      methods: {
        run: coroutine('asyncssh.SSHCompletedProcess', unlimited('network', 'timeout')),
        create_process: awaits('other', 'asyncssh.PendingProcess', { asyncContext: true, opens: true, ...network }),
        start_sftp_client: awaits('other', 'asyncssh.PendingSFTP', { asyncContext: true, opens: true, ...network }),
        ...having(network, each('open_session open_connection wait_closed', coroutine())),
        ...each('close abort disconnect set_keepalive', plain('None')),
        is_closed: plain('bool'),
        get_extra_info: plain('object'),
      },
      asyncEnter: 'self',
      // Channels of one connection are independent of each other.
      concurrentUse: 'safe',
      resource: { kind: 'connection', close: ['close', 'abort'], thenAwait: 'wait_closed', reusable: true },
    },
    SSHCompletedProcess: { methods: {}, attributes: { stdout: 'str', stderr: 'str', exit_status: 'int', returncode: 'int' } },
    SSHClientProcess: {
      methods: { ...having(network, each('wait communicate wait_closed', coroutine())), ...each('close terminate kill', plain('None')), is_closing: plain('bool') },
      asyncEnter: 'self',
      concurrentUse: 'exclusive',
      resource: { kind: 'process', close: ['close', 'terminate', 'kill', 'wait', 'communicate'] },
    },
    SFTPClient: {
      methods: {
        open: awaits('other', 'asyncssh.PendingFile', { asyncContext: true, opens: true, ...network }),
        ...having(network, {
          ...each('get put mget mput copy chdir chmod chown mkdir makedirs rmdir rmtree remove unlink rename symlink truncate utime wait_closed', coroutine()),
          ...each('listdir glob', coroutine('list')),
          ...each('exists isdir isfile islink', coroutine('bool')),
          ...each('getsize', coroutine('int')),
          ...each('stat lstat getcwd realpath readlink', coroutine('object')),
        }),
        scandir: asyncIterable(),
        exit: plain('None'),
      },
      asyncEnter: 'self',
      concurrentUse: 'safe',
      resource: { kind: 'channel', close: ['exit'], thenAwait: 'wait_closed' },
    },
    SFTPClientFile: {
      methods: having(network, each('read write seek tell stat truncate close fsync', coroutine())),
      asyncEnter: 'self',
      concurrentUse: 'exclusive',
      resource: { kind: 'file', close: ['close'] },
    },
  },
};

const ssh = { replacement: advice('asyncssh', 'asyncssh') };

export const paramiko: LibraryTable = {
  module: 'paramiko',
  language: 'python',
  functions: {},
  classes: {
    SSHClient: {
      construct: plain('paramiko.SSHClient', { opens: true }),
      methods: {
        connect: blocks('network', 'None', { ...ssh, limit: { seconds: 'none', of: 'connect', arguments: ['timeout'] } }),
        exec_command: blocks('network', 'tuple', { ...ssh, limit: { seconds: 'none', of: 'step', arguments: ['timeout'] } }),
        open_sftp: blocks('network', 'paramiko.SFTPClient', { ...ssh, opens: true }),
        invoke_shell: blocks('network', 'paramiko.Channel', { ...ssh, opens: true }),
        get_transport: plain('paramiko.Transport'),
        ...each('close set_missing_host_key_policy', plain('None')),
        ...each('load_system_host_keys load_host_keys save_host_keys', plain('None')),
      },
      enter: 'self',
      concurrentUse: 'exclusive',
      resource: { kind: 'connection', close: ['close'], opensLazily: true, reusable: true },
    },
    SFTPClient: {
      methods: {
        ...each('get put getfo putfo listdir listdir_attr stat lstat chmod chown remove unlink rename posix_rename mkdir rmdir symlink truncate utime readlink normalize chdir', blocks('network', 'object', ssh)),
        ...each('open file', blocks('network', 'object', ssh)),
        from_transport: blocks('network', 'paramiko.SFTPClient', { ...ssh, opens: true }),
        listdir_iter: plain('object'),
        close: plain('None'),
        getcwd: plain('str'),
      },
      enter: 'self',
      concurrentUse: 'exclusive',
      resource: { kind: 'channel', close: ['close'] },
    },
    Channel: {
      methods: {
        ...each('recv recv_stderr', blocks('network', 'bytes', ssh)),
        ...each('send sendall', blocks('network', 'int', ssh)),
        ...each('exec_command invoke_shell', blocks('network', 'None', ssh)),
        recv_exit_status: blocks('network', 'int', ssh),
        ...each('recv_ready recv_stderr_ready exit_status_ready send_ready', plain('bool')),
        ...each('close settimeout setblocking', plain('None')),
      },
      enter: 'self',
      concurrentUse: 'exclusive',
      resource: { kind: 'channel', close: ['close'] },
      disarmedBy: [{ method: 'setblocking', value: false }, { method: 'settimeout', value: 0 }],
    },
    Transport: {
      construct: blocks('network', 'paramiko.Transport', { ...ssh, opens: true }),
      methods: {
        ...each('connect auth_password auth_publickey start_client', blocks('network', 'object', ssh)),
        open_session: blocks('network', 'paramiko.Channel', { ...ssh, opens: true }),
        ...each('is_active is_authenticated', plain('bool')),
        ...each('close set_keepalive', plain('None')),
      },
      enter: 'self',
      concurrentUse: 'safe',
      resource: { kind: 'connection', close: ['close'], reusable: true },
    },
  },
};
