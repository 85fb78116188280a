/** Reading tokens one after another, and noting what CPython would reject. */
import type { ErrorExpr, Expr, ExprContext, SyntaxProblem } from '../ast.js';
import { Token, type TokenList } from '../tokens.js';

/** Budget of nested constructs, so that no input exhausts the stack. A bracket or block costs 5, an operator 1. */
const DEEPEST = 1100;
export const HEAVY = 5;
export const LIGHT = 1;

export class Cursor {
  /** Kind of the current token. */
  kind: Token;
  /** End of the last token that is not layout. */
  lastEnd = 0;
  protected index = 0;
  #depth = 0;
  readonly #kinds: Uint8Array;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;

  constructor(readonly text: string, list: TokenList, readonly problems: SyntaxProblem[]) {
    this.#kinds = list.kinds;
    this.#starts = list.starts;
    this.#ends = list.ends;
    this.kind = this.#kinds[0] ?? Token.End;
  }

  /** Offset of the current token. */
  get start(): number {
    return this.#starts[this.index] ?? 0;
  }

  get end(): number {
    return this.#ends[this.index] ?? 0;
  }

  advance(): void {
    if (this.kind > Token.Dedent) this.lastEnd = this.#ends[this.index] ?? 0;
    if (this.is(Token.End)) return;
    this.kind = this.#kinds[++this.index] ?? Token.End;
  }

  /** Is the current token of this kind? A method, so that the compiler does not take the answer for lasting. */
  is(kind: Token): boolean {
    return this.kind === kind;
  }

  /** Takes the token if it is of this kind. */
  take(kind: Token): boolean {
    if (this.kind !== kind) return false;
    this.advance();
    return true;
  }

  /** Takes the token, or notes that it is missing. */
  expect(kind: Token, what: string): boolean {
    if (this.take(kind)) return true;
    this.problem(`expected ${what}`);
    return false;
  }

  /** Kind of a token further on. */
  peek(ahead: number): Token {
    return this.#kinds[this.index + ahead] ?? Token.End;
  }

  tokenText(): string {
    return this.text.slice(this.start, this.end);
  }

  /** Is the token `ahead` of the current one the (soft keyword) name? */
  isName(name: string, ahead = 0): boolean {
    const at = this.index + ahead;
    const start = this.#starts[at] ?? 0;
    return this.#kinds[at] === Token.Name && (this.#ends[at] ?? 0) - start === name.length && this.text.startsWith(name, start);
  }

  problem(message: string, start = this.start, end = Math.max(start, this.end)): void {
    const last = this.problems.at(-1);
    if (last?.start === start) return;
    this.problems.push({ message, start, end });
  }

  mark(): { readonly index: number; readonly lastEnd: number; readonly problems: number } {
    return { index: this.index, lastEnd: this.lastEnd, problems: this.problems.length };
  }

  rewind(mark: ReturnType<Cursor['mark']>): void {
    this.index = mark.index;
    this.kind = this.#kinds[this.index] ?? Token.End;
    this.lastEnd = mark.lastEnd;
    this.problems.length = mark.problems;
  }

  /** How many tokens ahead the logical line ends. */
  tokensToNewline(): number {
    let ahead = 0;
    while (this.peek(ahead) !== Token.Newline && this.peek(ahead) !== Token.End) ahead++;
    return ahead;
  }

  /** How many tokens ahead the bracket that the current token opens is closed; -1 if it is not. */
  tokensToClosing(): number {
    let depth = 0;
    for (let ahead = 0; ; ahead++) {
      const kind = this.peek(ahead);
      if (kind === Token.LeftParen || kind === Token.LeftBracket || kind === Token.LeftBrace) depth++;
      else if (kind === Token.RightParen || kind === Token.RightBracket || kind === Token.RightBrace) {
        if (--depth === 0) return ahead;
      } else if (kind === Token.End || kind === Token.Newline) return -1;
    }
  }

  /** Runs `read` unless that would nest too deeply; then `otherwise`. */
  nested<T>(cost: number, read: () => T, otherwise: () => T): T {
    if (this.#depth + cost > DEEPEST) return otherwise();
    this.#depth += cost;
    const result = read();
    this.#depth -= cost;
    return result;
  }

  /** Marks an expression as assigned to or deleted; notes what cannot be. */
  target(expr: Expr, ctx: ExprContext): Expr {
    switch (expr.type) {
      case 'Name': case 'Attribute': case 'Subscript':
        expr.ctx = ctx;
        break;
      case 'Starred':
        expr.ctx = ctx;
        this.target(expr.value, ctx);
        break;
      case 'Tuple': case 'List':
        expr.ctx = ctx;
        for (const element of expr.elts) this.target(element, ctx);
        break;
      case 'ErrorExpr':
        break;
      default:
        this.problem(ctx === 'Del' ? 'cannot delete this' : 'cannot assign to this', outerStart(expr), expr.end);
    }
    return expr;
  }

  missing(what: string): ErrorExpr {
    this.problem(`expected ${what}`);
    return errorExpr(this.lastEnd, this.lastEnd, []);
  }

  /** Skips a bracket with everything in it, too deep to be read. */
  skipBracket(): ErrorExpr {
    const { start } = this;
    this.problem('nested too deeply');
    const ahead = this.tokensToClosing();
    const count = ahead < 0 ? Math.max(1, this.tokensToNewline()) : ahead + 1;
    for (let i = 0; i < count; i++) this.advance();
    return errorExpr(start, this.lastEnd, []);
  }
}

export function errorExpr(start: number, end: number, children: Expr[]): ErrorExpr {
  return { type: 'ErrorExpr', start, end, parenthesised: undefined, children };
}

export function outerStart(expr: Expr): number {
  return expr.parenthesised?.start ?? expr.start;
}
