import { isDigit } from './characters.js';
import { Token } from './tokens.js';

export interface ScannedNumber {
  readonly kind: Token;
  readonly end: number;
}

/** The number literal at `start` (language reference, "Numeric literals"). */
export function scanNumber(text: string, start: number): ScannedNumber {
  const second = text.charCodeAt(start + 1) | 32;
  if (text.charCodeAt(start) === 48 && (second === 120 || second === 111 || second === 98)) {
    return { kind: Token.Int, end: digitsEnd(text, start + 2, second === 120 ? isHexDigit : isDigit) };
  }
  let kind = Token.Int;
  let end = digitsEnd(text, start, isDigit);
  if (text.charCodeAt(end) === 46) {
    kind = Token.Float;
    end = digitsEnd(text, end + 1, isDigit);
  }
  const exponent = exponentEnd(text, end);
  if (exponent > end) {
    kind = Token.Float;
    end = exponent;
  }
  if ((text.charCodeAt(end) | 32) === 106) return { kind: Token.Complex, end: end + 1 };
  return { kind, end };
}

/** `0777`, once octal; `00` is a zero. */
export function hasLeadingZero(text: string, start: number, end: number): boolean {
  return text.charCodeAt(start) === 48 && isDigit(text.charCodeAt(start + 1)) && /[1-9]/.test(text.slice(start, end));
}

function digitsEnd(text: string, from: number, accepts: (code: number) => boolean): number {
  let end = from;
  for (;;) {
    const code = text.charCodeAt(end);
    if (!accepts(code) && !(code === 95 && accepts(text.charCodeAt(end + 1)))) return end;
    end++;
  }
}

function exponentEnd(text: string, at: number): number {
  if ((text.charCodeAt(at) | 32) !== 101) return at;
  const sign = text.charCodeAt(at + 1);
  const digits = sign === 43 || sign === 45 ? at + 2 : at + 1;
  return isDigit(text.charCodeAt(digits)) ? digitsEnd(text, digits, isDigit) : at;
}

function isHexDigit(code: number): boolean {
  return isDigit(code) || ((code | 32) >= 97 && (code | 32) <= 102);
}
