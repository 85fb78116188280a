import { Token, TOKEN_KINDS } from './tokens.js';
import type { CompareOperator, Operator } from './ast.js';

const SPELLINGS: readonly (readonly [string, Token])[] = [
  ['(', Token.LeftParen], [')', Token.RightParen], ['[', Token.LeftBracket], [']', Token.RightBracket],
  ['{', Token.LeftBrace], ['}', Token.RightBrace], [',', Token.Comma], [':', Token.Colon], [':=', Token.Walrus],
  [';', Token.Semicolon], ['.', Token.Dot], ['...', Token.Ellipsis], ['->', Token.Arrow], ['!', Token.Bang], ['=', Token.Equal],
  ['+', Token.Plus], ['-', Token.Minus], ['*', Token.Star], ['/', Token.Slash], ['//', Token.DoubleSlash], ['%', Token.Percent],
  ['@', Token.At], ['<<', Token.LeftShift], ['>>', Token.RightShift], ['&', Token.Ampersand], ['|', Token.Bar], ['^', Token.Caret],
  ['**', Token.DoubleStar], ['~', Token.Tilde], ['<', Token.Less], ['>', Token.Greater], ['<=', Token.LessEqual],
  ['>=', Token.GreaterEqual], ['==', Token.EqualEqual], ['!=', Token.NotEqual], ['<>', Token.NotEqual], ['+=', Token.PlusEqual],
  ['-=', Token.MinusEqual], ['*=', Token.StarEqual], ['/=', Token.SlashEqual], ['//=', Token.DoubleSlashEqual],
  ['%=', Token.PercentEqual], ['@=', Token.AtEqual], ['<<=', Token.LeftShiftEqual], ['>>=', Token.RightShiftEqual],
  ['&=', Token.AmpersandEqual], ['|=', Token.BarEqual], ['^=', Token.CaretEqual], ['**=', Token.DoubleStarEqual],
];

/** Candidates by first character, longest first. */
const BY_FIRST: readonly (readonly (readonly [string, Token])[] | undefined)[] = Array.from({ length: 128 }, (_, code) => {
  const first = SPELLINGS.filter(([spelling]) => spelling.charCodeAt(0) === code);
  return first.length > 0 ? first.sort(([a], [b]) => b.length - a.length) : undefined;
});

const LENGTHS = new Uint8Array(TOKEN_KINDS);
for (const [spelling, kind] of SPELLINGS) LENGTHS[kind] = spelling.length;

/** The longest operator or delimiter at an offset; `Token.End` when there is none. */
export function operatorAt(text: string, offset: number): Token {
  const code = text.charCodeAt(offset);
  const candidates = code < 128 ? BY_FIRST[code] : undefined;
  if (!candidates) return Token.End;
  for (const [spelling, kind] of candidates) {
    if (spelling.length === 1 || text.startsWith(spelling, offset)) return kind;
  }
  return Token.End;
}

export function operatorLength(kind: Token): number {
  return LENGTHS[kind] ?? 1;
}

export interface BinaryOperator {
  readonly op: Operator;
  /** Higher binds tighter; `**` is handled apart. */
  readonly precedence: number;
}

const binary = new Array<BinaryOperator | undefined>(TOKEN_KINDS).fill(undefined);
const BINARY: readonly (readonly [Token, Operator, number])[] = [
  [Token.Bar, 'BitOr', 1], [Token.Caret, 'BitXor', 2], [Token.Ampersand, 'BitAnd', 3], [Token.LeftShift, 'LShift', 4],
  [Token.RightShift, 'RShift', 4], [Token.Plus, 'Add', 5], [Token.Minus, 'Sub', 5], [Token.Star, 'Mult', 6], [Token.Slash, 'Div', 6],
  [Token.DoubleSlash, 'FloorDiv', 6], [Token.Percent, 'Mod', 6], [Token.At, 'MatMult', 6],
];
for (const [kind, op, precedence] of BINARY) binary[kind] = { op, precedence };

export function binaryOperator(kind: Token): BinaryOperator | undefined {
  return binary[kind];
}

const AUGMENTED: ReadonlyMap<Token, Operator> = new Map<Token, Operator>([
  [Token.PlusEqual, 'Add'], [Token.MinusEqual, 'Sub'], [Token.StarEqual, 'Mult'], [Token.SlashEqual, 'Div'],
  [Token.DoubleSlashEqual, 'FloorDiv'], [Token.PercentEqual, 'Mod'], [Token.AtEqual, 'MatMult'], [Token.LeftShiftEqual, 'LShift'],
  [Token.RightShiftEqual, 'RShift'], [Token.AmpersandEqual, 'BitAnd'], [Token.BarEqual, 'BitOr'], [Token.CaretEqual, 'BitXor'],
  [Token.DoubleStarEqual, 'Pow'],
]);

export function augmentedOperator(kind: Token): Operator | undefined {
  return AUGMENTED.get(kind);
}

/** One-token comparison operators; `not in` and `is not` are two. */
export function compareOperator(kind: Token): CompareOperator | undefined {
  switch (kind) {
    case Token.Less: return 'Lt';
    case Token.Greater: return 'Gt';
    case Token.LessEqual: return 'LtE';
    case Token.GreaterEqual: return 'GtE';
    case Token.EqualEqual: return 'Eq';
    case Token.NotEqual: return 'NotEq';
    case Token.In: return 'In';
    case Token.Is: return 'Is';
    default: return undefined;
  }
}
