/**
 * Modules of Python's standard library in which nothing is asynchronous: no coroutine function, no awaitable class
 * (`verify-knowledge` looks). Calling what they define gives nothing to await, except where a table says otherwise. Left
 * out are modules that hand on what they are given: `functools`, `copy`, `operator`, `collections`, `queue`, `weakref`,
 * `contextvars`, `itertools`, `types`, `inspect`, `typing`, `pickle`, `runpy`, `unittest`, `concurrent`, `multiprocessing`.
 */
export const awaitlessModules: readonly string[] = `
abc argparse array ast base64 bdb binascii bisect bz2 calendar cgi cmd code codecs codeop colorsys configparser csv ctypes
curses datetime dbm decimal difflib dis doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput
fnmatch fractions ftplib gc getopt getpass gettext glob grp gzip hashlib hmac html http imaplib io ipaddress json keyword
linecache locale logging lzma mailbox math mimetypes mmap netrc numbers opcode os pathlib pickletools platform plistlib
poplib posixpath pprint profile pstats pty pwd py_compile pyclbr quopri re readline resource secrets select selectors shlex
shutil site smtplib socket socketserver sqlite3 ssl stat statistics string stringprep struct subprocess symtable sysconfig
syslog tarfile tempfile termios textwrap time timeit token tokenize trace traceback tracemalloc tty unicodedata urllib uuid
venv wave webbrowser wsgiref xml xmlrpc zipapp zipfile zipimport zlib zoneinfo
sys importlib.metadata importlib.resources`.trim().split(/\s+/);
