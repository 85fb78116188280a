/** Atoms and what is attached to them: names, literals, displays, calls, subscripts, attributes. */
import type { Arguments, Comprehension, Expr, Keyword, Name } from '../ast.js';
import { ConstantNode } from '../constant.js';
import { Token } from '../tokens.js';
import { HEAVY, outerStart } from './cursor.js';
import { StringParser } from './strings.js';

export abstract class AtomParser extends StringParser {
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

  name(): Name {
    const { start, end } = this;
    const id = this.identifier();
    return { type: 'Name', start, end, parenthesised: undefined, id, ctx: 'Load' };
  }

  /** The text of a name token, taken; normalised beyond ASCII (PEP 3131). */
  identifier(): string {
    const text = this.tokenText();
    this.advance();
    return isAscii(text) ? text : text.normalize('NFKC');
  }

  /** `primary`: an atom with any number of `.name`, `(…)` and `[…]`. */
  primary(): Expr {
    const { start } = this;
    let value = this.atom();
    for (;;) {
      switch (this.kind) {
        case Token.Dot: {
          this.advance();
          if (this.kind <= Token.Dedent || (!this.is(Token.Name) && this.kind < Token.False)) {
            this.problem('expected a name after "."');
            return { type: 'Attribute', start, end: this.lastEnd, parenthesised: undefined, value, attr: '', ctx: 'Load', attrStart: this.lastEnd };
          }
          if (!this.is(Token.Name)) this.problem('a keyword cannot be an attribute');
          const attrStart = this.start;
          const attr = this.identifier();
          value = { type: 'Attribute', start, end: this.lastEnd, parenthesised: undefined, value, attr, ctx: 'Load', attrStart };
          break;
        }
        case Token.LeftParen: {
          const func = value;
          value = this.nested(HEAVY, () => this.call(start, func), () => this.skipBracket());
          break;
        }
        case Token.LeftBracket: {
          const object = value;
          value = this.nested(HEAVY, () => this.subscript(start, object), () => this.skipBracket());
          break;
        }
        default:
          return value;
      }
    }
  }

  private call(start: number, func: Expr): Expr {
    const open = this.start;
    const { args, keywords } = this.callArguments();
    return { type: 'Call', start, end: this.lastEnd, parenthesised: undefined, func, args, keywords, open };
  }

  /** `( … )` of a call or class header; a single generator expression includes the parentheses. */
  protected callArguments(): { args: Expr[]; keywords: Keyword[] } {
    const open = this.start;
    this.advance();
    const args: Expr[] = [];
    const keywords: Keyword[] = [];
    while (!this.is(Token.RightParen) && this.kind > Token.Dedent) {
      const before = this.index;
      this.callArgument(args, keywords, open);
      if (!this.take(Token.Comma) && !this.nextElement(Token.RightParen, before)) break;
    }
    this.closeBracket(Token.RightParen);
    const [only] = args;
    if (only?.type === 'GeneratorExp' && args.length === 1 && keywords.length === 0 && only.start === open) only.end = this.lastEnd;
    return { args, keywords };
  }

  private callArgument(args: Expr[], keywords: Keyword[], open: number): void {
    const { start } = this;
    if (this.take(Token.DoubleStar)) {
      const value = this.expression();
      keywords.push({ type: 'keyword', start, end: this.lastEnd, arg: undefined, value, nameStart: -1 });
    } else if (this.is(Token.Name) && this.peek(1) === Token.Equal) {
      const arg = this.identifier();
      this.advance();
      const value = this.expression();
      keywords.push({ type: 'keyword', start, end: this.lastEnd, arg, value, nameStart: start });
    } else if (this.is(Token.Star)) {
      this.advance();
      const value = this.expression();
      args.push({ type: 'Starred', start, end: this.lastEnd, parenthesised: undefined, value, ctx: 'Load' });
    } else {
      const elt = this.startsExpression() ? this.namedExpression() : this.missing('an argument');
      const generators = this.comprehension();
      if (!generators) args.push(elt);
      else args.push({ type: 'GeneratorExp', start: args.length === 0 ? open : outerStart(elt), end: this.lastEnd, parenthesised: undefined, elt, generators });
    }
  }

  private subscript(start: number, value: Expr): Expr {
    this.advance();
    const sliceStart = this.start;
    const first = this.is(Token.RightBracket) ? this.missing('an index') : this.sliceElement();
    let slice = first;
    if (this.is(Token.Comma)) {
      const elts = [first];
      while (this.take(Token.Comma) && !this.is(Token.RightBracket) && (this.is(Token.Colon) || this.startsExpression())) elts.push(this.sliceElement());
      slice = { type: 'Tuple', start: sliceStart, end: this.lastEnd, parenthesised: undefined, elts, ctx: 'Load' };
    } else if (first.type === 'Starred') {
      slice = { type: 'Tuple', start: sliceStart, end: this.lastEnd, parenthesised: undefined, elts: [first], ctx: 'Load' };
    }
    this.closeBracket(Token.RightBracket);
    return { type: 'Subscript', start, end: this.lastEnd, parenthesised: undefined, value, slice, ctx: 'Load' };
  }

  private sliceElement(): Expr {
    const { start } = this;
    const lower = this.is(Token.Colon) ? undefined : this.starNamedExpression();
    if (lower && !this.is(Token.Colon)) return lower;
    this.advance();
    const upper = this.startsExpression() ? this.expression() : undefined;
    const step = this.take(Token.Colon) && this.startsExpression() ? this.expression() : undefined;
    return { type: 'Slice', start, end: this.lastEnd, parenthesised: undefined, lower, upper, step };
  }

  private atom(): Expr {
    const { start, end } = this;
    switch (this.kind) {
      case Token.Name: return this.name();
      case Token.String: case Token.Bytes: case Token.FStringStart: case Token.TemplateStart: return this.strings();
      case Token.Int: return this.constant('int');
      case Token.Float: return this.constant('float');
      case Token.Complex: return this.constant('complex');
      case Token.None: return this.constant('none');
      case Token.True: case Token.False: return this.constant('bool');
      case Token.Ellipsis: return this.constant('ellipsis');
      case Token.LeftParen: return this.nested(HEAVY, () => this.parenthesis(), () => this.skipBracket());
      case Token.LeftBracket: return this.nested(HEAVY, () => this.list(), () => this.skipBracket());
      case Token.LeftBrace: return this.nested(HEAVY, () => this.braces(), () => this.skipBracket());
      case Token.Yield: {
        const value = this.yieldExpression();
        this.problem('"yield" needs parentheses here', start, end);
        return value;
      }
      case Token.Lambda: {
        this.problem('"lambda" needs parentheses here');
        return this.expression();
      }
      default: return this.missing('an expression');
    }
  }

  private constant(kind: 'int' | 'float' | 'complex' | 'none' | 'bool' | 'ellipsis'): Expr {
    const node = new ConstantNode(kind, this.start, this.end, this.text);
    this.advance();
    return node;
  }

  /** `( … )`: a tuple, generator expression, `yield` or just parentheses. */
  private parenthesis(): Expr {
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

  private list(): Expr {
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
  private nextElement(closing: Token, before: number): boolean {
    if (this.is(closing) || this.kind <= Token.Dedent) return false;
    if (!this.startsExpression() || this.index === before && !this.is(Token.Name)) return false;
    this.problem('expected ","');
    return true;
  }

  private braces(): Expr {
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

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

const STARTS_EXPRESSION = new Uint8Array(128);
for (const kind of [
  Token.Name, Token.Int, Token.Float, Token.Complex, Token.String, Token.Bytes, Token.FStringStart, Token.TemplateStart,
  Token.LeftParen, Token.LeftBracket, Token.LeftBrace, Token.Ellipsis, Token.Plus, Token.Minus, Token.Tilde, Token.Star,
  Token.False, Token.None, Token.True, Token.Await, Token.Lambda, Token.Not, Token.Yield,
]) STARTS_EXPRESSION[kind] = 1;
