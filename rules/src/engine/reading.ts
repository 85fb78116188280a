/** From bytes to text, and back: binary files, encodings (PEP 263 cookies), size limit. Never throws. */
import type { ReadResult } from './file-system.js';
import { isPythonPath } from './file-kinds.js';

export type Encoding = 'utf-8' | 'ascii' | 'latin-1' | 'cp1252';

export const maximumFileBytes = 10 * 1024 * 1024;

/** As much of a file as is looked at to find out whether it is binary. */
const binaryProbeBytes = 8 * 1024;

/** Names as in Python's codec registry, lower case and with `-` for `_`. */
const encodingNames: ReadonlyMap<string, Encoding> = new Map([
  ['utf-8', 'utf-8'], ['utf8', 'utf-8'], ['utf-8-sig', 'utf-8'], ['u8', 'utf-8'],
  ['ascii', 'ascii'], ['us-ascii', 'ascii'], ['646', 'ascii'],
  ['latin-1', 'latin-1'], ['latin1', 'latin-1'], ['iso-8859-1', 'latin-1'], ['iso8859-1', 'latin-1'], ['8859', 'latin-1'], ['l1', 'latin-1'],
  ['cp1252', 'cp1252'], ['windows-1252', 'cp1252'], ['1252', 'cp1252'],
]);

/** PEP 263: a comment in line 1 or 2; line 1 must be blank or a comment for line 2 to count. */
const cookie = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
const blankOrComment = /^[ \t\f]*(?:#|$)/;

/** Decodes a file's bytes. `path` chooses whether a coding cookie counts and is named in the problem. */
export function decodeFile(path: string, bytes: Uint8Array): ReadResult {
  if (bytes.length > maximumFileBytes) return tooLarge(path, bytes.length);
  if (hasUtf16Mark(bytes)) return failed(path, 'is encoded as UTF-16 and was not checked; save it as UTF-8');
  if (bytes.subarray(0, binaryProbeBytes).includes(0)) return failed(path, 'is a binary file and was not checked');
  const declared = isPythonPath(path) ? declaredEncoding(bytes) : undefined;
  const encoding = declared === undefined ? 'utf-8' : encodingNames.get(declared);
  if (!encoding) return failed(path, `declares the encoding \`${declared}\`, which cannot be read; save it as UTF-8`);
  const text = decode(bytes, encoding);
  if (text !== undefined) return { text, encoding };
  return failed(path, declared === undefined
    ? `is not valid UTF-8${lineOfFault(bytes)} and was not checked; save it as UTF-8`
    : `declares the encoding \`${declared}\` but is not valid in it; save it as UTF-8`);
}

export function tooLarge(path: string, bytes: number): ReadResult {
  const size = (bytes / (1024 * 1024)).toFixed(1);
  return failed(path, `is ${size} MB large and was not checked; the limit is ${maximumFileBytes / (1024 * 1024)} MB`);
}

/** The bytes of a text; undefined when the encoding has no byte for one of its characters. */
export function encodeText(text: string, encoding: Encoding): Uint8Array | undefined {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const byte = byteOf(text.charCodeAt(i), encoding);
    if (byte === undefined) return undefined;
    bytes[i] = byte;
  }
  return bytes;
}

function failed(path: string, message: string): ReadResult {
  return { text: undefined, problem: { path, kind: 'file', message: `The file ${message}` } };
}

function hasUtf16Mark(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

/** What a file with a cookie can begin with, a byte order mark included. Most files begin with something else. */
const beforeCookie: ReadonlySet<number> = new Set(Buffer.from(' \t\f\r\n#\xef', 'latin1'));

function declaredEncoding(bytes: Uint8Array): string | undefined {
  if (!beforeCookie.has(bytes[0] ?? 0)) return undefined;
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1').replace(/^\xef\xbb\xbf/, '').split(/\r\n|[\r\n]/);
  const first = head[0] ?? '';
  const found = cookie.exec(first) ?? (blankOrComment.test(first) ? cookie.exec(head[1] ?? '') : null);
  return found?.[1]?.toLowerCase().replaceAll('_', '-');
}

function decode(bytes: Uint8Array, encoding: Encoding): string | undefined {
  if (encoding === 'latin-1') return Buffer.from(bytes).toString('latin1');
  if (encoding === 'cp1252') return decodeCp1252(bytes);
  if (encoding === 'ascii' && bytes.some((byte) => byte > 0x7f)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Finds the first line that is not UTF-8 on its own; UTF-8 never has a line break inside a character. */
function lineOfFault(bytes: Uint8Array): string {
  let start = 0;
  for (let line = 1; start <= bytes.length; line++) {
    const next = bytes.indexOf(10, start);
    const end = next < 0 ? bytes.length : next;
    if (decode(bytes.subarray(start, end), 'utf-8') === undefined) return ` (line ${line})`;
    start = end + 1;
  }
  return '';
}

/**
 * What the bytes 0x80 to 0x9f mean in Windows-1252, `\ufffd` where they mean nothing (Unicode's mapping CP1252.TXT). Our own
 * table, since Node's decoder of that name reads them as Latin-1 in some versions.
 */
const cp1252Extra = '€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ';

function decodeCp1252(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes).toString('latin1').replace(/[\x80-\x9f]/g, (char) => cp1252Extra[char.charCodeAt(0) - 0x80] ?? '\ufffd');
  return text.includes('\ufffd') ? undefined : text;
}

function byteOf(code: number, encoding: Exclude<Encoding, 'utf-8'>): number | undefined {
  if (code < 0x80) return code;
  if (encoding === 'ascii') return undefined;
  const isLatin = encoding === 'latin-1' ? code < 0x100 : code >= 0xa0 && code < 0x100;
  if (isLatin) return code;
  const extra = encoding === 'cp1252' && code !== 0xfffd ? cp1252Extra.indexOf(String.fromCharCode(code)) : -1;
  return extra < 0 ? undefined : 0x80 + extra;
}
