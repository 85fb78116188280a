/** Parameters of `def` and `lambda`, and type parameters (PEP 695, 696). */
import type { Arg, Arguments, Expr, TypeParam } from '../ast.js';
import { Token } from '../tokens.js';
import { ExpressionParser } from './expressions.js';

export abstract class ParameterParser extends ExpressionParser {
  /** Everything between the parentheses of a `def`, or between `lambda` and its colon. */
  override parameters(form: 'def' | 'lambda'): Arguments {
    const { start } = this;
    const found: Arguments = {
      type: 'arguments', start, end: start, posonlyargs: [], args: [], vararg: undefined, kwonlyargs: [], kw_defaults: [], kwarg: undefined, defaults: [],
    };
    const closing = form === 'def' ? Token.RightParen : Token.Colon;
    let isKeywordOnly = false;
    while (!this.is(closing) && this.kind > Token.Dedent) {
      if (this.take(Token.Slash)) {
        found.posonlyargs.push(...found.args.splice(0));
      } else if (this.take(Token.DoubleStar)) {
        if (this.is(Token.Name)) found.kwarg = this.parameter(form, 'plain');
        else this.problem('expected a name');
      } else if (this.take(Token.Star)) {
        isKeywordOnly = true;
        if (this.is(Token.Name)) found.vararg = this.parameter(form, 'rest');
      } else if (this.is(Token.Name)) {
        const arg = this.parameter(form, 'plain');
        const value = this.take(Token.Equal) ? this.expression() : undefined;
        if (isKeywordOnly) {
          found.kwonlyargs.push(arg);
          found.kw_defaults.push(value);
        } else {
          found.args.push(arg);
          if (value) found.defaults.push(value);
          else if (found.defaults.length > 0) this.problem('parameter without a default follows one with a default', arg.start, arg.end);
        }
      } else {
        this.problem('expected a parameter');
        if (!this.skipToNext(closing)) break;
      }
      if (!this.take(Token.Comma) && !this.is(closing)) {
        this.problem('expected ","');
        if (!this.skipToNext(closing)) break;
        this.take(Token.Comma);
      }
    }
    found.end = Math.max(start, this.lastEnd);
    return found;
  }

  private parameter(form: 'def' | 'lambda', kind: 'plain' | 'rest'): Arg {
    const { start } = this;
    const nameEnd = this.end;
    const arg = this.identifier();
    let annotation: Expr | undefined;
    if (form === 'def' && this.take(Token.Colon)) annotation = kind === 'rest' ? this.starExpression() : this.expression();
    return { type: 'arg', start, end: this.lastEnd, arg, annotation, nameEnd };
  }

  /** Skips to the next comma or the end of the parameters; false when the line ends first. */
  private skipToNext(closing: Token): boolean {
    let depth = 0;
    while (this.kind > Token.Dedent) {
      if (depth === 0 && (this.is(Token.Comma) || this.is(closing))) return true;
      if (this.is(Token.LeftParen) || this.is(Token.LeftBracket) || this.is(Token.LeftBrace)) depth++;
      if (this.is(Token.RightParen) || this.is(Token.RightBracket) || this.is(Token.RightBrace)) depth--;
      if (depth < 0) return false;
      this.advance();
    }
    return false;
  }

  /** `[T: bound = default, *Ts, **P]`, if there is one here. */
  protected typeParameters(): TypeParam[] {
    const found: TypeParam[] = [];
    if (!this.take(Token.LeftBracket)) return found;
    while (!this.is(Token.RightBracket) && this.kind > Token.Dedent) {
      const { start } = this;
      const form = this.take(Token.Star) ? 'TypeVarTuple' : this.take(Token.DoubleStar) ? 'ParamSpec' : 'TypeVar';
      if (!this.is(Token.Name)) {
        this.problem('expected a type parameter');
        break;
      }
      const name = this.identifier();
      const bound = form === 'TypeVar' && this.take(Token.Colon) ? this.expression() : undefined;
      const default_value = this.take(Token.Equal) ? (form === 'TypeVarTuple' ? this.starExpression() : this.expression()) : undefined;
      const end = this.lastEnd;
      if (form === 'TypeVar') found.push({ type: 'TypeVar', start, end, name, bound, default_value });
      else found.push({ type: form, start, end, name, default_value });
      if (!this.take(Token.Comma)) break;
    }
    this.closeBracket(Token.RightBracket);
    return found;
  }
}
