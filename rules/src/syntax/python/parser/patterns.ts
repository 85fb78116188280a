/** Patterns of `match` (PEP 634). */
import type { Expr, MatchClass, MatchMapping, Pattern } from '../ast.js';
import { Token } from '../tokens.js';
import { HEAVY } from './cursor.js';
import { ParameterParser } from './parameters.js';

export abstract class PatternParser extends ParameterParser {
  /** `patterns`: what stands between `case` and the guard or colon; a bare sequence is allowed. */
  protected casePattern(): Pattern {
    const { start } = this;
    const first = this.starPattern();
    if (!this.is(Token.Comma) && first.type !== 'MatchStar') return first;
    const patterns = [first];
    while (this.take(Token.Comma) && this.startsPattern()) patterns.push(this.starPattern());
    return { type: 'MatchSequence', start, end: this.lastEnd, patterns };
  }

  private startsPattern(): boolean {
    return !this.is(Token.If) && this.startsExpression();
  }

  private starPattern(): Pattern {
    if (!this.is(Token.Star)) return this.asPattern();
    const { start } = this;
    this.advance();
    const name = this.is(Token.Name) ? this.identifier() : undefined;
    return { type: 'MatchStar', start, end: this.lastEnd, name: name === '_' ? undefined : name };
  }

  private asPattern(): Pattern {
    return this.nested(HEAVY, () => {
      const { start } = this;
      const pattern = this.orPattern();
      if (!this.take(Token.As)) return pattern;
      const name = this.is(Token.Name) ? this.identifier() : undefined;
      if (name === undefined) this.problem('expected a name');
      return { type: 'MatchAs', start, end: this.lastEnd, pattern, name };
    }, () => ({ type: 'MatchValue', start: this.start, end: this.start, value: this.skipBracket() }));
  }

  private orPattern(): Pattern {
    const { start } = this;
    const first = this.closedPattern();
    if (!this.is(Token.Bar)) return first;
    const patterns = [first];
    while (this.take(Token.Bar)) patterns.push(this.closedPattern());
    return { type: 'MatchOr', start, end: this.lastEnd, patterns };
  }

  private closedPattern(): Pattern {
    const { start } = this;
    switch (this.kind) {
      case Token.None: case Token.True: case Token.False: {
        const value = this.is(Token.None) ? null : this.is(Token.True);
        this.advance();
        return { type: 'MatchSingleton', start, end: this.lastEnd, value };
      }
      case Token.Name: return this.namePattern();
      case Token.LeftParen: return this.groupPattern();
      case Token.LeftBracket: return this.sequencePattern();
      case Token.LeftBrace: return this.mappingPattern();
      default: {
        // Numbers (`-1`, `2 + 3j`) and strings.
        const value = this.literalExpression();
        return { type: 'MatchValue', start, end: this.lastEnd, value };
      }
    }
  }

  private literalExpression(): Expr {
    const { start } = this;
    const left = this.signedAtom();
    if (!this.is(Token.Plus) && !this.is(Token.Minus)) return left;
    const op = this.is(Token.Plus) ? 'Add' : 'Sub';
    this.advance();
    const right = this.signedAtom();
    return { type: 'BinOp', start, end: this.lastEnd, parenthesised: undefined, left, op, right };
  }

  private signedAtom(): Expr {
    const { start } = this;
    if (!this.take(Token.Minus)) return this.primary();
    const operand = this.primary();
    return { type: 'UnaryOp', start, end: this.lastEnd, parenthesised: undefined, op: 'USub', operand };
  }

  /** A capture, `_`, a dotted value or a class pattern. */
  private namePattern(): Pattern {
    const { start } = this;
    if (this.peek(1) !== Token.Dot && this.peek(1) !== Token.LeftParen) {
      const name = this.identifier();
      return { type: 'MatchAs', start, end: this.lastEnd, pattern: undefined, name: name === '_' ? undefined : name };
    }
    let value: Expr = this.name();
    while (this.take(Token.Dot)) {
      if (!this.is(Token.Name)) {
        this.problem('expected a name after "."');
        break;
      }
      const attrStart = this.start;
      const attr = this.identifier();
      value = { type: 'Attribute', start, end: this.lastEnd, parenthesised: undefined, value, attr, ctx: 'Load', attrStart };
    }
    if (!this.is(Token.LeftParen)) return { type: 'MatchValue', start, end: this.lastEnd, value };
    return this.classPattern(start, value);
  }

  private classPattern(start: number, cls: Expr): MatchClass {
    const node: MatchClass = { type: 'MatchClass', start, end: start, cls, patterns: [], kwd_attrs: [], kwd_patterns: [] };
    this.advance();
    while (!this.is(Token.RightParen) && this.kind > Token.Dedent) {
      if (this.is(Token.Name) && this.peek(1) === Token.Equal) {
        node.kwd_attrs.push(this.identifier());
        this.advance();
        node.kwd_patterns.push(this.asPattern());
      } else node.patterns.push(this.asPattern());
      if (!this.take(Token.Comma)) break;
    }
    this.closeBracket(Token.RightParen);
    node.end = this.lastEnd;
    return node;
  }

  private groupPattern(): Pattern {
    const { start } = this;
    this.advance();
    if (this.take(Token.RightParen)) return { type: 'MatchSequence', start, end: this.lastEnd, patterns: [] };
    const first = this.starPattern();
    if (!this.is(Token.Comma) && first.type !== 'MatchStar') {
      this.closeBracket(Token.RightParen);
      return first;
    }
    return this.restOfSequence(start, first, Token.RightParen);
  }

  private sequencePattern(): Pattern {
    const { start } = this;
    this.advance();
    if (this.take(Token.RightBracket)) return { type: 'MatchSequence', start, end: this.lastEnd, patterns: [] };
    return this.restOfSequence(start, this.starPattern(), Token.RightBracket);
  }

  private restOfSequence(start: number, first: Pattern, closing: Token): Pattern {
    const patterns = [first];
    while (this.take(Token.Comma) && this.startsPattern()) patterns.push(this.starPattern());
    this.closeBracket(closing);
    return { type: 'MatchSequence', start, end: this.lastEnd, patterns };
  }

  private mappingPattern(): MatchMapping {
    const { start } = this;
    const node: MatchMapping = { type: 'MatchMapping', start, end: start, keys: [], patterns: [], rest: undefined };
    this.advance();
    while (!this.is(Token.RightBrace) && this.kind > Token.Dedent) {
      if (this.take(Token.DoubleStar)) {
        if (this.is(Token.Name)) node.rest = this.identifier();
        else this.problem('expected a name');
      } else {
        node.keys.push(this.literalExpression());
        this.expect(Token.Colon, '":"');
        node.patterns.push(this.asPattern());
      }
      if (!this.take(Token.Comma)) break;
    }
    this.closeBracket(Token.RightBrace);
    node.end = this.lastEnd;
    return node;
  }
}
