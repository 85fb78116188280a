/** Parentheses, lists, sets and dictionaries, and their comprehensions. */
import type { Arguments, Comprehension, Expr } from '../ast.js';
import { Token, TOKEN_KINDS } from '../tokens.js';
import { StringParser } from './strings.js';

export abstract class DisplayParser extends StringParser {
  abstract expression(): Expr;
  abstract namedExpression(): Expr;
  abstract starExpression(): Expr;
  abstract starNamedExpression(): Expr;
  abstract starExpressions(): Expr;
  abstract yieldExpression(): Expr;
  abstract yieldOrStarExpressions(): Expr;
  abstract disjunction(): Expr;
  abstract bitwiseOr(): Expr;
  abstract comprehension(): Comprehension[] | undefined;
  abstract parameters(form: 'def' | 'lambda'): Arguments;

  /** Can an expression (or a starred one) begin here? */
  startsExpression(): boolean {
    return STARTS_EXPRESSION[this.kind] === 1;
  }

  /** `( … )`: a tuple, generator expression, `yield` or just parentheses. */
  protected parenthesis(): Expr {
    const { start } = this;
    this.advance();
    if (this.is(Token.RightParen)) {
      this.advance();
      return { type: 'Tuple', start, end: this.lastEnd, parenthesised: undefined, elts: [], ctx: 'Load' };
    }
    if (this.is(Token.Yield)) return this.inParentheses(start, this.yieldExpression());
    const first = this.starNamedExpression();
    const generators = this.comprehension();
    if (generators) {
      this.closeBracket(Token.RightParen);
      return { type: 'GeneratorExp', start, end: this.lastEnd, parenthesised: undefined, elt: first, generators };
    }
    if (!this.is(Token.Comma)) return this.inParentheses(start, first);
    const elts = this.elements(first, Token.RightParen, () => this.starNamedExpression());
    return { type: 'Tuple', start, end: this.lastEnd, parenthesised: undefined, elts, ctx: 'Load' };
  }

  private inParentheses(start: number, expr: Expr): Expr {
    this.closeBracket(Token.RightParen);
    expr.parenthesised = { start, end: this.lastEnd };
    return expr;
  }

  protected list(): Expr {
    const { start } = this;
    this.advance();
    if (this.is(Token.RightBracket)) {
      this.advance();
      return { type: 'List', start, end: this.lastEnd, parenthesised: undefined, elts: [], ctx: 'Load' };
    }
    const first = this.starNamedExpression();
    const generators = this.comprehension();
    if (generators) {
      this.closeBracket(Token.RightBracket);
      return { type: 'ListComp', start, end: this.lastEnd, parenthesised: undefined, elt: first, generators };
    }
    const elts = this.elements(first, Token.RightBracket, () => this.starNamedExpression());
    return { type: 'List', start, end: this.lastEnd, parenthesised: undefined, elts, ctx: 'Load' };
  }

  /** Elements after the first, up to and including the closing bracket. */
  private elements(first: Expr, closing: Token, element: () => Expr): Expr[] {
    const elts = [first];
    for (;;) {
      const before = this.index;
      if (!this.take(Token.Comma) && !this.nextElement(closing, before)) break;
      if (!this.startsExpression()) break;
      elts.push(element());
    }
    this.closeBracket(closing);
    return elts;
  }

  /** A comma is missing between two elements: go on with the next one. */
  protected nextElement(closing: Token, before: number): boolean {
    if (this.is(closing) || this.kind <= Token.Dedent) return false;
    if (!this.startsExpression() || this.index === before && !this.is(Token.Name)) return false;
    this.problem('expected ","');
    return true;
  }

  protected braces(): Expr {
    const { start } = this;
    this.advance();
    if (this.is(Token.RightBrace)) {
      this.advance();
      return { type: 'Dict', start, end: this.lastEnd, parenthesised: undefined, keys: [], values: [] };
    }
    if (this.is(Token.DoubleStar)) return this.dict(start, undefined);
    const first = this.starNamedExpression();
    if (this.is(Token.Colon)) return this.dict(start, first);
    const generators = this.comprehension();
    if (generators) {
      this.closeBracket(Token.RightBrace);
      return { type: 'SetComp', start, end: this.lastEnd, parenthesised: undefined, elt: first, generators };
    }
    const elts = this.elements(first, Token.RightBrace, () => this.starNamedExpression());
    return { type: 'Set', start, end: this.lastEnd, parenthesised: undefined, elts };
  }

  private dict(start: number, firstKey: Expr | undefined): Expr {
    const keys: (Expr | undefined)[] = [];
    const values: Expr[] = [];
    let key = firstKey;
    for (;;) {
      const before = this.index;
      if (key === undefined && this.take(Token.DoubleStar)) {
        const value = this.bitwiseOr();
        const generators = keys.length === 0 ? this.comprehension() : undefined;
        // PEP 798: `{**d for d in ds}`
        if (generators) {
          this.closeBracket(Token.RightBrace);
          return { type: 'DictComp', start, end: this.lastEnd, parenthesised: undefined, key: value, value: undefined, generators };
        }
        keys.push(undefined);
        values.push(value);
      } else {
        key ??= this.expression();
        this.expect(Token.Colon, '":"');
        const value = this.startsExpression() ? this.expression() : this.missing('a value');
        const generators = keys.length === 0 ? this.comprehension() : undefined;
        if (generators) {
          this.closeBracket(Token.RightBrace);
          return { type: 'DictComp', start, end: this.lastEnd, parenthesised: undefined, key, value, generators };
        }
        keys.push(key);
        values.push(value);
      }
      key = undefined;
      if (!this.take(Token.Comma) && !this.nextElement(Token.RightBrace, before)) break;
      if (!this.startsExpression() && !this.is(Token.DoubleStar)) break;
    }
    this.closeBracket(Token.RightBrace);
    return { type: 'Dict', start, end: this.lastEnd, parenthesised: undefined, keys, values };
  }

  /** Takes the closing bracket; text before it that could not be read is skipped. */
  protected closeBracket(closing: Token): void {
    if (this.take(closing)) return;
    this.problem('unexpected text in brackets');
    let depth = 0;
    for (;;) {
      if (this.kind <= Token.Dedent || this.is(Token.FStringEnd)) return;
      if (this.is(Token.LeftParen) || this.is(Token.LeftBracket) || this.is(Token.LeftBrace)) depth++;
      else if (this.is(Token.RightParen) || this.is(Token.RightBracket) || this.is(Token.RightBrace)) {
        if (depth === 0) {
          if (this.is(closing)) this.advance();
          return;
        }
        depth--;
      }
      this.advance();
    }
  }
}

const STARTS_EXPRESSION = new Uint8Array(TOKEN_KINDS);
for (const kind of [
  Token.Name, Token.Int, Token.Float, Token.Complex, Token.String, Token.Bytes, Token.FStringStart, Token.TemplateStart,
  Token.LeftParen, Token.LeftBracket, Token.LeftBrace, Token.Ellipsis, Token.Plus, Token.Minus, Token.Tilde, Token.Star,
  Token.False, Token.None, Token.True, Token.Await, Token.Lambda, Token.Not, Token.Yield,
]) STARTS_EXPRESSION[kind] = 1;
