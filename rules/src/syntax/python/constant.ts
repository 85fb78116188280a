import type { Constant, ConstantKind, Span } from './ast.js';

/** A literal whose value is worked out from the source when somebody asks. */
export class ConstantNode implements Constant {
  readonly type = 'Constant';
  parenthesised: Span | undefined = undefined;

  constructor(readonly kind: ConstantKind, public start: number, public end: number, readonly source: string) {}

  get value(): string | number | bigint | boolean | null | undefined {
    const text = this.source.slice(this.start, this.end);
    switch (this.kind) {
      case 'str': case 'bytes': return joined(text);
      case 'int': return integer(text);
      case 'float': return Number(text.replaceAll('_', ''));
      case 'complex': return Number(text.slice(0, -1).replaceAll('_', ''));
      case 'bool': return text === 'True';
      case 'none': return null;
      case 'ellipsis': return undefined;
    }
  }
}

/** Literal text between the fields of an f-string or in a format spec. */
export class FStringText implements Constant {
  readonly type = 'Constant';
  readonly kind = 'str';
  parenthesised: Span | undefined = undefined;

  /** @param braces is `{{` one brace (text) or two (format spec)? */
  constructor(public start: number, public end: number, readonly source: string, readonly escapes: 'read' | 'raw', readonly braces: 'halved' | 'kept') {}

  get value(): string {
    const text = this.source.slice(this.start, this.end).replace(/\r\n?/g, '\n');
    // `\N{…}` has braces of its own, which are not to be counted.
    const pieces = this.braces === 'kept' ? [text] : text.split(/(\\N\{[^}]*\}|\{\{|\}\})/);
    return pieces.map((piece) => (piece === '{{' || piece === '}}' ? piece.slice(1) : this.escapes === 'raw' ? piece : unescaped(piece, 'str'))).join('');
  }
}

function integer(text: string): number | bigint | undefined {
  const digits = text.replaceAll('_', '').replace(/^0+(?=\d)/, '');
  const value = Number(digits);
  if (Number.isSafeInteger(value)) return value;
  try {
    return BigInt(digits);
  } catch {
    return undefined;
  }
}

/** Implicit concatenation (`"a" 'b'`), each piece without quotes and with its escapes read. */
function joined(text: string): string {
  const piece = /([A-Za-z]{0,2})("""|'''|"|')|#[^\r\n]*|\\\r?\n|\s+/gy;
  let value = '';
  for (let match = piece.exec(text); match; match = piece.exec(text)) {
    const [, prefix = '', quote] = match;
    if (!quote) continue;
    const start = piece.lastIndex;
    const end = closingQuote(text, start, quote);
    const content = text.slice(start, end).replace(/\r\n?/g, '\n');
    value += /r/i.test(prefix) ? content : unescaped(content, /b/i.test(prefix) ? 'bytes' : 'str');
    piece.lastIndex = end + quote.length;
  }
  return value;
}

function closingQuote(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    if (text.charCodeAt(at) === 92) at++;
    else if (text.startsWith(quote, at)) return at;
  }
  return text.length;
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\', "'": "'", '"': '"', a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\n': '',
};

function unescaped(text: string, kind: 'str' | 'bytes'): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|N\{[^}]*\}|([\s\S]))/g, (whole: string, ...groups: (string | undefined)[]) => {
    const [octal, hex, short, long, simple] = groups;
    if (octal) return String.fromCharCode(Number.parseInt(octal, 8));
    if (hex) return String.fromCharCode(Number.parseInt(hex, 16));
    if (kind === 'str' && (short ?? long)) {
      const code = Number.parseInt(short ?? long ?? '', 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    }
    return simple === undefined ? whole : (SIMPLE_ESCAPES[simple] ?? whole);
  });
}
