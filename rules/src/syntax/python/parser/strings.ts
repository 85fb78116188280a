/** Strings: implicit concatenation, f-strings (PEP 498, 701) and t-strings (PEP 750). */
import type { Expr, JoinedStr } from '../ast.js';
import { ConstantNode, FStringText } from '../constant.js';
import { Token } from '../tokens.js';
import { Cursor } from './cursor.js';

/** What its prefix says about a piece of an implicit concatenation. */
interface Piece {
  readonly form: 'fstring' | 'template';
  readonly escapes: 'read' | 'raw';
}

export abstract class StringParser extends Cursor {
  /** What stands in a field: `yield`, a star tuple or any expression. */
  protected abstract fieldExpression(): Expr;

  /** One or more adjacent string tokens. */
  protected strings(): Expr {
    const { start } = this;
    const first = this.kind;
    let values: Expr[] | undefined;
    let isTemplate = false;
    const plainBefore: Expr[] = [];
    for (;;) {
      if (this.is(Token.String) || this.is(Token.Bytes)) {
        const constant = new ConstantNode(this.is(Token.Bytes) ? 'bytes' : 'str', this.start, this.end, this.text);
        (values ?? plainBefore).push(constant);
        this.advance();
      } else if (this.is(Token.FStringStart) || this.is(Token.TemplateStart)) {
        isTemplate ||= this.is(Token.TemplateStart);
        values ??= plainBefore;
        const piece: Piece = {
          form: this.is(Token.TemplateStart) ? 'template' : 'fstring',
          escapes: /r/i.test(this.tokenText()) ? 'raw' : 'read',
        };
        this.advance();
        this.fstringParts(values, piece);
        this.take(Token.FStringEnd);
      } else break;
    }
    const end = this.lastEnd;
    if (!values) return new ConstantNode(first === Token.Bytes ? 'bytes' : 'str', start, end, this.text);
    return isTemplate
      ? { type: 'TemplateStr', start, end, parenthesised: undefined, values }
      : { type: 'JoinedStr', start, end, parenthesised: undefined, values };
  }

  private fstringParts(values: Expr[], piece: Piece): void {
    for (;;) {
      if (this.is(Token.FStringText)) {
        values.push(new FStringText(this.start, this.end, this.text, piece.escapes, 'halved'));
        this.advance();
      } else if (this.is(Token.LeftBrace)) {
        values.push(this.field(piece));
      } else if (this.is(Token.FStringEnd) || this.is(Token.End)) {
        return;
      } else {
        this.problem('unexpected text in an f-string');
        this.advance();
      }
    }
  }

  /** `{expression=!r:spec}` */
  private field(piece: Piece): Expr {
    const { start } = this;
    this.advance();
    const value = this.is(Token.RightBrace) ? this.missing('an expression') : this.fieldExpression();
    const str = this.text.slice(start + 1, this.lastEnd);
    this.take(Token.Equal);
    let conversion = -1;
    if (this.take(Token.Bang)) {
      if (this.is(Token.Name)) conversion = this.text.charCodeAt(this.start);
      if (!this.take(Token.Name)) this.problem('expected a conversion');
    }
    const format_spec = this.is(Token.Colon) ? this.formatSpec(piece) : undefined;
    this.skipToBrace();
    const end = this.lastEnd;
    return piece.form === 'template'
      ? { type: 'Interpolation', start, end, parenthesised: undefined, value, str, conversion, format_spec }
      : { type: 'FormattedValue', start, end, parenthesised: undefined, value, conversion, format_spec };
  }

  private formatSpec(piece: Piece): JoinedStr {
    this.advance();
    const { start } = this;
    const values: Expr[] = [];
    for (;;) {
      if (this.is(Token.FStringText)) {
        values.push(new FStringText(this.start, this.end, this.text, piece.escapes, 'kept'));
        this.advance();
      } else if (this.is(Token.LeftBrace)) values.push(this.field(piece));
      else break;
    }
    return { type: 'JoinedStr', start, end: this.lastEnd, parenthesised: undefined, values };
  }

  private skipToBrace(): void {
    if (this.take(Token.RightBrace)) return;
    this.problem('expected }');
    let depth = 0;
    while (!this.is(Token.End) && !this.is(Token.FStringEnd) && !this.is(Token.Newline)) {
      if (this.is(Token.LeftBrace)) depth++;
      if (this.is(Token.RightBrace) && depth-- === 0) {
        this.advance();
        return;
      }
      this.advance();
    }
  }
}
