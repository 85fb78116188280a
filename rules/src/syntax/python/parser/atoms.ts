/** Atoms and what is attached to them: names, literals, displays, calls, subscripts, attributes. */
import type { Expr, Keyword, Name } from '../ast.js';
import { ConstantNode } from '../constant.js';
import { Token } from '../tokens.js';
import { HEAVY, outerStart } from './cursor.js';
import { DisplayParser } from './displays.js';

export abstract class AtomParser extends DisplayParser {
  name(): Name {
    const { start, end } = this;
    const id = this.identifier();
    return { type: 'Name', start, end, parenthesised: undefined, id, ctx: 'Load' };
  }

  /** The text of a name token, taken; normalised beyond ASCII (PEP 3131). */
  identifier(): string {
    const { start } = this;
    const text = this.tokenText();
    this.advance();
    if (isAscii(text)) return text;
    const name = text.normalize('NFKC');
    if (!/^[\p{XID_Start}_][\p{XID_Continue}]*$/u.test(name)) this.problem('not a name', start, this.lastEnd);
    return name;
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
      const [keyword] = keywords;
      if (keyword && this.startsExpression()) this.problem('positional argument follows keyword argument');
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
        const value = this.nested<Expr>(HEAVY, () => this.yieldExpression(), () => this.missing('less nesting'));
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
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}
