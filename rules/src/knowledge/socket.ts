/** socket, ssl, select, selectors. https://docs.python.org/3/library/socket.html */
import type { LibraryFacts, LibraryTable } from './facts.js';
import { advice, blocks, each, plain } from './notation.js';

const streams = { replacement: advice('asyncio.open_connection', 'asyncio') };

/** An asyncio loop method that does the same with a non-blocking socket. */
function viaLoop(method: string, returns: string): LibraryFacts {
  return blocks('network', returns, { replacement: advice(`loop.${method}`, 'asyncio') });
}

export const socket: LibraryTable = {
  module: 'socket',
  language: 'python',
  functions: {
    create_connection: blocks('network', 'socket.socket', { ...streams, opens: true, limit: { seconds: 'none', of: 'connect', arguments: ['timeout', 1] }, limitsResult: ['timeout', 1] }),
    // Flags such as AI_NUMERICHOST keep it from asking a server.
    getaddrinfo: { ...viaLoop('getaddrinfo', 'list'), unless: [{ argument: 'flags', value: false }, { argument: 5, value: false }] },
    getnameinfo: viaLoop('getnameinfo', 'tuple'),
    ...each('gethostbyname getfqdn', viaLoop('getaddrinfo', 'str')),
    ...each('gethostbyname_ex gethostbyaddr', viaLoop('getaddrinfo', 'tuple')),
    create_server: plain('socket.socket', { opens: true }),
    socketpair: plain('tuple[socket.socket, socket.socket]', { opens: true }),
    fromfd: plain('socket.socket', { opens: true }),
    gethostname: plain('str'),
    ...each('inet_aton inet_pton', plain('bytes')),
    ...each('inet_ntoa inet_ntop', plain('str')),
    ...each('htonl htons ntohl ntohs', plain('int')),
    ...each('getdefaulttimeout setdefaulttimeout has_dualstack_ipv6', plain()),
    ...each('getservbyname getservbyport getprotobyname', plain()),
  },
  classes: {
    socket: {
      construct: plain('socket.socket', { opens: true }),
      methods: {
        connect: { ...viaLoop('sock_connect', 'None'), unlessMadeWith: 'socket.SOCK_DGRAM' },
        connect_ex: { ...viaLoop('sock_connect', 'int'), unlessMadeWith: 'socket.SOCK_DGRAM' },
        accept: viaLoop('sock_accept', 'tuple'),
        recv: viaLoop('sock_recv', 'bytes'),
        recv_into: viaLoop('sock_recv_into', 'int'),
        recvfrom: viaLoop('sock_recvfrom', 'tuple'),
        recvfrom_into: viaLoop('sock_recvfrom_into', 'tuple'),
        ...each('recvmsg recvmsg_into', blocks('network', 'tuple', { platform: ['linux', 'darwin'], ...streams })),
        send: viaLoop('sock_sendall', 'int'),
        sendall: viaLoop('sock_sendall', 'None'),
        sendto: viaLoop('sock_sendto', 'int'),
        sendmsg: blocks('network', 'int', { platform: ['linux', 'darwin'], ...streams }),
        sendfile: viaLoop('sock_sendfile', 'int'),
        ...each('bind listen close shutdown setblocking settimeout setsockopt set_inheritable', plain('None')),
        ...each('detach fileno', plain('int')),
        ...each('getblocking get_inheritable', plain('bool')),
        ...each('getpeername getsockname getsockopt gettimeout', plain()),
        dup: plain('socket.socket'),
        makefile: plain('io.FileObject'),
      },
      attributes: { family: 'int', type: 'int', proto: 'int', timeout: 'float' },
      enter: 'self',
      concurrentUse: 'exclusive',
      resource: { kind: 'socket', close: ['close', 'detach'] },
      disarmedBy: [{ method: 'setblocking', value: false }, { method: 'settimeout', value: 0 }],
    },
  },
  aliases: { 'socket.SocketType': 'socket.socket', '_socket.socket': 'socket.socket' },
};

export const ssl: LibraryTable = {
  module: 'ssl',
  language: 'python',
  functions: {
    get_server_certificate: blocks('network', 'str'),
    create_default_context: plain('ssl.SSLContext'),
    ...each('get_default_verify_paths cert_time_to_seconds DER_cert_to_PEM_cert PEM_cert_to_DER_cert', plain()),
  },
  classes: {
    SSLContext: {
      construct: plain('ssl.SSLContext'),
      methods: {
        wrap_socket: blocks('network', 'ssl.SSLSocket', { unless: [{ argument: 'do_handshake_on_connect', value: false }], ...streams }),
        wrap_bio: plain('ssl.SSLObject'),
        ...each('load_cert_chain load_verify_locations load_default_certs set_ciphers set_alpn_protocols set_default_verify_paths', plain('None')),
        ...each('cert_store_stats get_ca_certs get_ciphers session_stats', plain()),
      },
    },
    SSLSocket: {
      bases: ['socket.socket'],
      methods: {
        do_handshake: blocks('network', 'None', streams),
        read: blocks('network', 'bytes', streams),
        write: blocks('network', 'int', streams),
        unwrap: blocks('network', 'socket.socket', streams),
        ...each('getpeercert cipher version pending selected_alpn_protocol shared_ciphers', plain()),
      },
    },
    SSLObject: { methods: each('read write do_handshake unwrap getpeercert pending cipher version', plain()) },
  },
};

export const select: LibraryTable = {
  module: 'select',
  language: 'python',
  functions: {
    select: blocks('network', 'tuple', { unless: [{ argument: 3, value: 0 }] }),
    poll: plain('select.Poll', { platform: ['linux', 'darwin'] }),
  },
  classes: {
    // What `poll()` gives has no public name.
    Poll: { methods: { poll: blocks('network', 'list', { unless: [{ argument: 0, value: 0 }] }), ...each('register unregister modify', plain('None')) }, nominal: true },
    epoll: {
      construct: plain('select.epoll'),
      methods: { poll: blocks('network', 'list', { unless: [{ argument: 'timeout', value: 0 }, { argument: 0, value: 0 }] }), ...each('register unregister modify close', plain('None')), fileno: plain('int') },
      enter: 'self',
      platform: ['linux'],
    },
  },
};

const selectorMethods = {
  select: blocks('network', 'list', { unless: [{ argument: 'timeout', value: 0 }, { argument: 0, value: 0 }] }),
  ...each('register unregister modify close get_key get_map', plain()),
};

export const selectors: LibraryTable = {
  module: 'selectors',
  language: 'python',
  functions: {},
  classes: {
    BaseSelector: { methods: selectorMethods, enter: 'self' },
    DefaultSelector: { bases: ['selectors.BaseSelector'], construct: plain('selectors.DefaultSelector'), methods: {} },
    SelectSelector: { bases: ['selectors.BaseSelector'], construct: plain('selectors.SelectSelector'), methods: {} },
  },
};
