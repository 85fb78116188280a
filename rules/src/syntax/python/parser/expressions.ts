/** Expressions, by precedence climbing (language reference, "Expressions"; grammar names in comments). */
import type { Arguments, CompareOperator, Comprehension, Expr, Operator, UnaryOperator } from '../ast.js';
import { binaryOperator, compareOperator } from '../operators.js';
import { Token } from '../tokens.js';
import { AtomParser } from './atoms.js';
import { HEAVY, LIGHT } from './cursor.js';

export abstract class ExpressionParser extends AtomParser {
  /** `star_expressions`: an expression or a bare tuple. */
  starExpressions(): Expr {
    return this.tupleOf(() => this.starExpression());
  }

  /** `star_named_expressions` with `:=` allowed, as in a `match` subject or an index. */
  tupleOf(element: () => Expr): Expr {
    const { start } = this;
    const first = element();
    if (!this.is(Token.Comma)) return first;
    const elts = [first];
    while (this.take(Token.Comma)) {
      if (!this.startsExpression()) break;
      elts.push(element());
    }
    return { type: 'Tuple', start, end: this.lastEnd, parenthesised: undefined, elts, ctx: 'Load' };
  }

  override starExpression(): Expr {
    return this.is(Token.Star) ? this.starred() : this.expression();
  }

  override starNamedExpression(): Expr {
    return this.is(Token.Star) ? this.starred() : this.namedExpression();
  }

  private starred(): Expr {
    const { start } = this;
    this.advance();
    const value = this.bitwiseOr();
    return { type: 'Starred', start, end: this.lastEnd, parenthesised: undefined, value, ctx: 'Load' };
  }

  /** `named_expression` */
  override namedExpression(): Expr {
    if (this.is(Token.Name) && this.peek(1) === Token.Walrus) {
      const { start } = this;
      const target = this.target(this.name(), 'Store');
      this.advance();
      const value = this.expression();
      return { type: 'NamedExpr', start, end: this.lastEnd, parenthesised: undefined, target, value };
    }
    return this.expression();
  }

  override yieldOrStarExpressions(): Expr {
    return this.is(Token.Yield) ? this.yieldExpression() : this.starExpressions();
  }

  protected override fieldExpression(): Expr {
    return this.yieldOrStarExpressions();
  }

  override yieldExpression(): Expr {
    const { start } = this;
    this.advance();
    if (this.take(Token.From)) {
      const value = this.expression();
      return { type: 'YieldFrom', start, end: this.lastEnd, parenthesised: undefined, value };
    }
    const value = this.startsExpression() ? this.starExpressions() : undefined;
    return { type: 'Yield', start, end: this.lastEnd, parenthesised: undefined, value };
  }

  /** `expression`: a conditional expression or a lambda. `a if b else c if d else e` is read without recursion. */
  override expression(): Expr {
    const { start } = this;
    if (this.is(Token.Lambda)) return this.lambda();
    const first = this.disjunction();
    if (!this.is(Token.If)) return first;
    const parts: { start: number; body: Expr; test: Expr }[] = [];
    let body = first;
    let bodyStart = start;
    let last: Expr;
    for (;;) {
      this.advance();
      const test = this.disjunction();
      parts.push({ start: bodyStart, body, test });
      if (!this.take(Token.Else)) {
        last = this.missing('else');
        break;
      }
      bodyStart = this.start;
      body = this.is(Token.Lambda) ? this.lambda() : this.disjunction();
      if (this.is(Token.If) && body.type !== 'Lambda') continue;
      last = body;
      break;
    }
    const end = this.lastEnd;
    for (let part = parts.pop(); part; part = parts.pop()) {
      last = { type: 'IfExp', start: part.start, end, parenthesised: undefined, test: part.test, body: part.body, orelse: last };
    }
    return last;
  }

  private lambda(): Expr {
    return this.nested<Expr>(HEAVY, () => this.lambdas(), () => {
      this.advance();
      return this.missing('less nesting');
    });
  }

  /** `lambda: lambda: …` is read without recursion. */
  private lambdas(): Expr {
    const heads: { start: number; args: Arguments }[] = [];
    while (this.is(Token.Lambda)) {
      const { start } = this;
      this.advance();
      heads.push({ start, args: this.parameters('lambda') });
      this.expect(Token.Colon, '":"');
    }
    let body = this.expression();
    for (let head = heads.pop(); head; head = heads.pop()) {
      body = { type: 'Lambda', start: head.start, end: this.lastEnd, parenthesised: undefined, args: head.args, body };
    }
    return body;
  }

  /** `disjunction`, `conjunction`. Most expressions are a primary alone: those need not climb through all levels of precedence. */
  override disjunction(): Expr {
    const { start } = this;
    const primary = beginsPrimary(this.kind) ? this.primary() : undefined;
    if (primary && endsExpression(this.kind)) return primary;
    const first = this.conjunction(start, primary);
    if (!this.is(Token.Or)) return first;
    const values = [first];
    while (this.take(Token.Or)) values.push(this.conjunction(this.start, undefined));
    return { type: 'BoolOp', start, end: this.lastEnd, parenthesised: undefined, op: 'Or', values };
  }

  /** Here and below: `primary`, if there is one, is the leftmost operand, which was read already; it begins at `start`. */
  private conjunction(start: number, primary: Expr | undefined): Expr {
    const first = this.inversion(start, primary);
    if (!this.is(Token.And)) return first;
    const values = [first];
    while (this.take(Token.And)) values.push(this.inversion(this.start, undefined));
    return { type: 'BoolOp', start, end: this.lastEnd, parenthesised: undefined, op: 'And', values };
  }

  private inversion(begin: number, primary: Expr | undefined): Expr {
    if (primary || !this.is(Token.Not)) return this.comparison(begin, primary);
    const starts: number[] = [];
    while (this.is(Token.Not)) {
      starts.push(this.start);
      this.advance();
    }
    let operand = this.comparison(this.start, undefined);
    for (let start = starts.pop(); start !== undefined; start = starts.pop()) {
      operand = { type: 'UnaryOp', start, end: this.lastEnd, parenthesised: undefined, op: 'Not', operand };
    }
    return operand;
  }

  private comparison(start: number, primary: Expr | undefined): Expr {
    const left = this.binary(0, start, primary);
    let op = this.kind < Token.Less ? undefined : this.compareOperator();
    if (!op) return left;
    const ops: CompareOperator[] = [];
    const comparators: Expr[] = [];
    while (op) {
      ops.push(op);
      comparators.push(this.bitwiseOr());
      op = this.compareOperator();
    }
    return { type: 'Compare', start, end: this.lastEnd, parenthesised: undefined, left, ops, comparators };
  }

  /** Takes a comparison operator, if there is one. */
  private compareOperator(): CompareOperator | undefined {
    if (this.is(Token.Not) && this.peek(1) === Token.In) {
      this.advance();
      this.advance();
      return 'NotIn';
    }
    const op = compareOperator(this.kind);
    if (!op) return undefined;
    this.advance();
    return op === 'Is' && this.take(Token.Not) ? 'IsNot' : op;
  }

  override bitwiseOr(): Expr {
    return this.binary(0, this.start, undefined);
  }

  private binary(lowest: number, start: number, primary: Expr | undefined): Expr {
    let left = primary ? this.power(start, primary) : this.factor();
    for (;;) {
      const operator = binaryOperator(this.kind);
      if (!operator || operator.precedence <= lowest) return left;
      this.advance();
      const right = this.binary(operator.precedence, this.start, undefined);
      const op: Operator = operator.op;
      left = { type: 'BinOp', start, end: this.lastEnd, parenthesised: undefined, left, op, right };
    }
  }

  /** `factor`: unary `-`, `+`, `~` in any number, then `power`. */
  private factor(): Expr {
    if (!unaryOperator(this.kind)) return this.power(this.start, undefined);
    const prefixes: { start: number; op: UnaryOperator }[] = [];
    for (let op = unaryOperator(this.kind); op; op = unaryOperator(this.kind)) {
      prefixes.push({ start: this.start, op });
      this.advance();
    }
    let operand = this.power(this.start, undefined);
    for (let prefix = prefixes.pop(); prefix; prefix = prefixes.pop()) {
      operand = { type: 'UnaryOp', start: prefix.start, end: this.lastEnd, parenthesised: undefined, op: prefix.op, operand };
    }
    return operand;
  }

  private power(start: number, primary: Expr | undefined): Expr {
    const left = primary ?? this.awaitPrimary();
    if (!this.is(Token.DoubleStar)) return left;
    this.advance();
    const right = this.nested(LIGHT, () => this.factor(), () => this.missing('less nesting'));
    return { type: 'BinOp', start, end: this.lastEnd, parenthesised: undefined, left, op: 'Pow', right };
  }

  private awaitPrimary(): Expr {
    if (!this.is(Token.Await)) return this.primary();
    const { start } = this;
    this.advance();
    const value = this.primary();
    return { type: 'Await', start, end: this.lastEnd, parenthesised: undefined, value };
  }

  /** `for_if_clauses`; undefined where no comprehension follows. */
  override comprehension(): Comprehension[] | undefined {
    if (!this.is(Token.For) && !(this.is(Token.Async) && this.peek(1) === Token.For)) return undefined;
    const generators: Comprehension[] = [];
    while (this.is(Token.For) || (this.is(Token.Async) && this.peek(1) === Token.For)) {
      const { start } = this;
      const is_async = this.take(Token.Async) ? 1 : 0;
      this.advance();
      const target = this.targets();
      this.expect(Token.In, '"in"');
      const iter = this.disjunction();
      const ifs: Expr[] = [];
      while (this.take(Token.If)) ifs.push(this.is(Token.Lambda) ? this.expression() : this.disjunctionOrWalrus());
      generators.push({ type: 'comprehension', start, end: this.lastEnd, target, iter, ifs, is_async });
    }
    return generators;
  }

  /** Assignment expressions without parentheses are refused by CPython here; reading them loses nothing. */
  private disjunctionOrWalrus(): Expr {
    return this.is(Token.Name) && this.peek(1) === Token.Walrus ? this.namedExpression() : this.disjunction();
  }

  /** `star_targets` of `for` and comprehensions: ends before `in`. */
  targets(): Expr {
    return this.target(this.tupleOf(() => (this.is(Token.Star) ? this.starred() : this.bitwiseOr())), 'Store');
  }
}

/** Literals, names and brackets: no prefix operator, keyword or error. */
function beginsPrimary(kind: Token): boolean {
  return (kind >= Token.Name && kind <= Token.TemplateStart) || kind === Token.LeftParen || kind === Token.LeftBracket || kind === Token.LeftBrace
    || (kind >= Token.False && kind <= Token.True);
}

/** Nothing that could go on with an expression comes next. */
function endsExpression(kind: Token): boolean {
  switch (kind) {
    case Token.End: case Token.Newline: case Token.Comma: case Token.Colon: case Token.Semicolon: case Token.Equal:
    case Token.RightParen: case Token.RightBracket: case Token.RightBrace:
      return true;
    default: return false;
  }
}

function unaryOperator(kind: Token): UnaryOperator | undefined {
  switch (kind) {
    case Token.Minus: return 'USub';
    case Token.Plus: return 'UAdd';
    case Token.Tilde: return 'Invert';
    default: return undefined;
  }
}
