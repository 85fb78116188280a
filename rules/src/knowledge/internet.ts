/** The internet clients of Python's standard library. https://docs.python.org/3/library/internet.html */
import type { LibraryClass, LibraryFacts, LibraryTable } from './facts.js';
import { advice, blocks, each, plain } from './notation.js';

const client = { replacement: advice('aiohttp or httpx.AsyncClient', 'aiohttp') };
const response: LibraryClass = {
  methods: {
    ...each('read read1 readline peek', blocks('http', 'bytes', client)),
    readinto: blocks('http', 'int', client),
    ...each('getheader getheaders info geturl getcode', plain()),
    ...each('close flush', plain('None')),
    ...each('fileno', plain('int')),
    ...each('isclosed readable', plain('bool')),
  },
  attributes: { status: 'int', reason: 'str', version: 'int' },
  enter: 'self',
  iterationBlocks: 'http',
  element: 'bytes',
  concurrentUse: 'exclusive',
};

export const urllibRequest: LibraryTable = {
  module: 'urllib.request',
  language: 'python',
  functions: {
    urlopen: blocks('http', 'http.client.HTTPResponse', client),
    urlretrieve: blocks('http', 'tuple', client),
    ...each('urlcleanup install_opener', plain('None')),
    build_opener: plain('urllib.request.OpenerDirector'),
    ...each('pathname2url url2pathname', plain('str')),
    getproxies: plain('dict'),
  },
  classes: {
    Request: {
      construct: plain('urllib.request.Request'),
      methods: each('add_header add_unredirected_header get_full_url get_header get_method has_header has_proxy header_items remove_header set_proxy', plain()),
      attributes: { full_url: 'str', host: 'str', data: 'object', method: 'str' },
    },
    OpenerDirector: {
      construct: plain('urllib.request.OpenerDirector'),
      methods: { open: blocks('http', 'http.client.HTTPResponse', client), ...each('add_handler close error', plain()) },
    },
  },
};

export const httpClient: LibraryTable = {
  module: 'http.client',
  language: 'python',
  functions: {},
  classes: {
    HTTPConnection: {
      construct: plain('http.client.HTTPConnection'),
      methods: {
        ...each('request connect endheaders send', blocks('http', 'None', client)),
        getresponse: blocks('http', 'http.client.HTTPResponse', client),
        ...each('close putrequest putheader set_debuglevel set_tunnel', plain('None')),
      },
      concurrentUse: 'exclusive',
    },
    HTTPSConnection: { bases: ['http.client.HTTPConnection'], construct: plain('http.client.HTTPSConnection'), methods: {} },
    HTTPResponse: response,
  },
};

/** A constructor that connects when it is given a host does so by argument; without one it returns at once. */
function connecting(returns: string, more?: LibraryFacts): LibraryFacts {
  return blocks('network', returns, more);
}

export const ftplib: LibraryTable = {
  module: 'ftplib',
  language: 'python',
  functions: {},
  classes: {
    FTP: {
      construct: connecting('ftplib.FTP', { needsArgument: true }),
      methods: {
        ...each('connect login cwd delete rename mkd rmd quit sendcmd voidcmd storbinary storlines retrbinary retrlines size pwd nlst dir abort acct transfercmd ntransfercmd', blocks('network', 'object')),
        mlsd: plain(),
        ...each('close set_pasv set_debuglevel getwelcome', plain()),
      },
      enter: 'self',
      exitBlocks: 'network',
      concurrentUse: 'exclusive',
    },
    FTP_TLS: { bases: ['ftplib.FTP'], construct: connecting('ftplib.FTP_TLS', { needsArgument: true }), methods: each('auth prot_p prot_c ccc', blocks('network', 'str')) },
  },
};

const mailClient = { replacement: advice('aiosmtplib', 'aiosmtplib') };

export const smtplib: LibraryTable = {
  module: 'smtplib',
  language: 'python',
  functions: {},
  classes: {
    SMTP: {
      construct: connecting('smtplib.SMTP', { needsArgument: true, ...mailClient }),
      methods: {
        ...each('connect login starttls sendmail send_message quit ehlo helo noop mail rcpt data vrfy expn rset docmd auth ehlo_or_helo_if_needed getreply', blocks('network', 'object', mailClient)),
        ...each('close set_debuglevel has_extn', plain()),
      },
      enter: 'self',
      exitBlocks: 'network',
      concurrentUse: 'exclusive',
    },
    SMTP_SSL: { bases: ['smtplib.SMTP'], construct: connecting('smtplib.SMTP_SSL', { needsArgument: true, ...mailClient }), methods: {} },
    LMTP: { bases: ['smtplib.SMTP'], construct: connecting('smtplib.LMTP', { needsArgument: true, ...mailClient }), methods: {} },
  },
};

export const imaplib: LibraryTable = {
  module: 'imaplib',
  language: 'python',
  functions: {},
  classes: {
    IMAP4: {
      construct: connecting('imaplib.IMAP4'),
      methods: {
        ...each('open login logout select search fetch store copy append create delete list lsub noop status uid expunge close starttls authenticate rename subscribe unsubscribe capability check namespace sort thread', blocks('network', 'tuple')),
        shutdown: plain('None'),
      },
      enter: 'self',
      exitBlocks: 'network',
      concurrentUse: 'exclusive',
    },
    IMAP4_SSL: { bases: ['imaplib.IMAP4'], construct: connecting('imaplib.IMAP4_SSL'), methods: {} },
  },
};

export const poplib: LibraryTable = {
  module: 'poplib',
  language: 'python',
  functions: {},
  classes: {
    POP3: {
      construct: connecting('poplib.POP3'),
      methods: {
        ...each('user pass_ stat list retr dele noop rset quit top uidl apop capa utf8 stls rpop', blocks('network', 'object')),
        ...each('close getwelcome set_debuglevel', plain()),
      },
      concurrentUse: 'exclusive',
    },
    POP3_SSL: { bases: ['poplib.POP3'], construct: connecting('poplib.POP3_SSL'), methods: {} },
  },
};

export const telnetlib: LibraryTable = {
  module: 'telnetlib',
  language: 'python',
  until: '3.13',
  functions: {},
  classes: {
    Telnet: {
      construct: connecting('telnetlib.Telnet', { needsArgument: true }),
      methods: {
        ...each('open read_until read_all read_some write interact expect', blocks('network', 'object')),
        ...each('close read_very_eager read_eager read_lazy set_debuglevel', plain()),
      },
      enter: 'self',
      concurrentUse: 'exclusive',
    },
  },
};

export const nntplib: LibraryTable = {
  module: 'nntplib',
  language: 'python',
  until: '3.13',
  functions: {},
  classes: {
    NNTP: {
      construct: connecting('nntplib.NNTP'),
      methods: each('group article head body stat post quit list newgroups newnews over xhdr', blocks('network', 'object')),
      enter: 'self',
      concurrentUse: 'exclusive',
    },
  },
};

export const xmlrpcClient: LibraryTable = {
  module: 'xmlrpc.client',
  language: 'python',
  functions: { ...each('dumps loads', plain()) },
  classes: { ServerProxy: { construct: plain('xmlrpc.client.ServerProxy'), methods: {}, enter: 'self' } },
};
