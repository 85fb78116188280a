/** The kinds of tokens. Layout kinds come first, so that `kind > Token.Dedent` asks for real text. */
export const enum Token {
  End, Newline, Indent, Dedent,
  Name, Int, Float, Complex, String, Bytes,
  /** An f-string is FStringStart (or TemplateStart), parts, FStringEnd; a part is FStringText or `{` … `}` (PEP 701). */
  FStringStart, TemplateStart, FStringText, FStringEnd,
  LeftParen, RightParen, LeftBracket, RightBracket, LeftBrace, RightBrace,
  Comma, Colon, Walrus, Semicolon, Dot, Ellipsis, Arrow, Bang, Equal,
  Plus, Minus, Star, Slash, DoubleSlash, Percent, At, LeftShift, RightShift, Ampersand, Bar, Caret, DoubleStar, Tilde,
  Less, Greater, LessEqual, GreaterEqual, EqualEqual, NotEqual,
  PlusEqual, MinusEqual, StarEqual, SlashEqual, DoubleSlashEqual, PercentEqual, AtEqual,
  LeftShiftEqual, RightShiftEqual, AmpersandEqual, BarEqual, CaretEqual, DoubleStarEqual,
  False, None, True, And, As, Assert, Async, Await, Break, Class, Continue, Def, Del, Elif, Else, Except,
  Finally, For, From, Global, If, Import, In, Is, Lambda, Nonlocal, Not, Or, Pass, Raise, Return, Try,
  While, With, Yield,
}

/** How many kinds there are: the size of tables indexed by kind. */
export const TOKEN_KINDS = 128;

/**
 * The tokens of a file, as parallel arrays to spare one object per token.
 * Behind the last token there is always room for a few `End`s, so that looking ahead needs no check.
 */
export class TokenList {
  kinds: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  count = 0;

  /** @param sourceLength the length of the text, to guess how many tokens there will be */
  constructor(sourceLength: number) {
    const capacity = (sourceLength >> 2) + 64;
    this.kinds = new Uint8Array(capacity);
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
  }

  add(kind: Token, start: number, end: number): void {
    const index = this.count++;
    if (index + 8 > this.kinds.length) this.grow();
    this.kinds[index] = kind;
    this.starts[index] = start;
    this.ends[index] = end;
  }

  /** Ends the list: what looks ahead from here sees `End` tokens at `offset`. */
  finish(offset: number): void {
    for (let i = 0; i < 4; i++) this.add(Token.End, offset, offset);
  }

  private grow(): void {
    const capacity = this.kinds.length * 2;
    this.kinds = copyInto(new Uint8Array(capacity), this.kinds);
    this.starts = copyInto(new Int32Array(capacity), this.starts);
    this.ends = copyInto(new Int32Array(capacity), this.ends);
  }
}

function copyInto<T extends Uint8Array | Int32Array>(target: T, source: T): T {
  target.set(source);
  return target;
}
