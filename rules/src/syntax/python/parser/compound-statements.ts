/** Statements with blocks (language reference, "Compound statements"), and how broken blocks are mended. */
import type { ExceptHandler, Expr, If, MatchCase, Stmt, WithItem } from '../ast.js';
import { Token } from '../tokens.js';
import { HEAVY } from './cursor.js';
import { DefinitionParser } from './definitions.js';

export class StatementParser extends DefinitionParser {
  /** The whole file. */
  file(): Stmt[] {
    const body: Stmt[] = [];
    while (!this.is(Token.End)) {
      if (this.is(Token.Dedent) || this.is(Token.Newline)) this.advance();
      else this.statement(body);
    }
    return body;
  }

  /** A bare expression, as in a string annotation. */
  soleExpression(): Expr {
    if (this.is(Token.Indent)) this.advance();
    return this.startsExpression() ? this.starExpressions() : this.missing('an expression');
  }

  private statement(into: Stmt[]): void {
    const { start } = this;
    switch (this.kind) {
      case Token.If: into.push(this.ifStatement()); return;
      case Token.Def: into.push(this.functionDefinition(start, [], 'FunctionDef')); return;
      case Token.Class: into.push(this.classDefinition([])); return;
      case Token.At: into.push(this.decorated()); return;
      case Token.For: into.push(this.forStatement(start, 'For')); return;
      case Token.While: into.push(this.whileStatement()); return;
      case Token.With: into.push(this.withStatement(start, 'With')); return;
      case Token.Try: into.push(this.tryStatement()); return;
      case Token.Async: into.push(this.asyncStatement()); return;
      case Token.Elif: case Token.Else: case Token.Except: case Token.Finally: into.push(this.strayClause()); return;
      case Token.Indent: into.push(this.strayBlock()); return;
      case Token.Name:
        if (this.isName('match') && this.isMatch()) {
          into.push(this.matchStatement());
          return;
        }
        this.simpleOrBrokenHeader(into);
        return;
      default: this.simpleOrBrokenHeader(into);
    }
  }

  private simpleOrBrokenHeader(into: Stmt[]): void {
    const before = this.index;
    this.simpleStatements(into);
    if (this.index === before) this.advance();
  }

  /** `:` and what follows it: statements on the same line, or an indented block. */
  protected override block(): Stmt[] {
    const body: Stmt[] = [];
    if (!this.take(Token.Colon)) {
      this.problem('expected ":"');
      while (this.kind > Token.Dedent && !this.is(Token.Colon)) this.advance();
      this.take(Token.Colon);
    }
    if (!this.is(Token.Newline)) {
      if (!this.is(Token.End)) this.simpleStatements(body);
      else this.problem('expected a block');
      return body;
    }
    this.advance();
    if (!this.is(Token.Indent)) {
      this.problem('expected an indented block');
      return body;
    }
    return this.nested(HEAVY, () => this.indented(body), () => this.skipIndented(body));
  }

  private indented(body: Stmt[]): Stmt[] {
    this.advance();
    while (!this.is(Token.Dedent) && !this.is(Token.End)) {
      if (this.is(Token.Newline)) this.advance();
      else this.statement(body);
    }
    this.take(Token.Dedent);
    return body;
  }

  private skipIndented(body: Stmt[]): Stmt[] {
    this.problem('nested too deeply');
    let depth = 0;
    do {
      if (this.is(Token.Indent)) depth++;
      if (this.is(Token.Dedent)) depth--;
      this.advance();
    } while (depth > 0 && !this.is(Token.End));
    return body;
  }

  /** An indented block without a header: a line before it was lost. */
  private strayBlock(): Stmt {
    const { start } = this;
    this.problem('unexpected indent');
    const children: Stmt[] = [];
    this.nested(HEAVY, () => this.indented(children), () => this.skipIndented(children));
    return { type: 'ErrorStmt', start, end: Math.max(start, this.lastEnd), children };
  }

  /** `else:`, `except …:` … without the statement they belong to. */
  private strayClause(): Stmt {
    const { start } = this;
    this.problem('clause without its statement');
    this.advance();
    const children: (Expr | Stmt)[] = [];
    if (this.startsExpression()) children.push(this.namedExpression());
    if (this.take(Token.As)) this.take(Token.Name);
    children.push(...this.block());
    return { type: 'ErrorStmt', start, end: Math.max(start, this.lastEnd), children };
  }

  /** `elif` chains may be long: read in a loop, nested from the end. */
  private ifStatement(): Stmt {
    const clauses: { start: number; test: Expr; body: Stmt[] }[] = [];
    let orelse: Stmt[] = [];
    do {
      const { start } = this;
      this.advance();
      const test = this.condition();
      clauses.push({ start, test, body: this.block() });
    } while (this.is(Token.Elif));
    if (this.take(Token.Else)) orelse = this.block();
    const end = this.lastEnd;
    let node: If | undefined;
    for (let clause = clauses.pop(); clause; clause = clauses.pop()) {
      node = { type: 'If', start: clause.start, end, test: clause.test, body: clause.body, orelse: node ? [node] : orelse };
    }
    return node ?? { type: 'ErrorStmt', start: end, end, children: [] };
  }

  private condition(): Expr {
    return this.startsExpression() ? this.namedExpression() : this.missing('a condition');
  }

  private whileStatement(): Stmt {
    const { start } = this;
    this.advance();
    const test = this.condition();
    const body = this.block();
    const orelse = this.take(Token.Else) ? this.block() : [];
    return { type: 'While', start, end: this.lastEnd, test, body, orelse };
  }

  private asyncStatement(): Stmt {
    const { start } = this;
    while (this.peek(1) === Token.Async) {
      this.problem('"async" twice');
      this.advance();
    }
    this.advance();
    switch (this.kind) {
      case Token.Def: return this.functionDefinition(start, [], 'AsyncFunctionDef');
      case Token.For: return this.forStatement(start, 'AsyncFor');
      case Token.With: return this.withStatement(start, 'AsyncWith');
      default: {
        this.problem('expected "def", "for" or "with" after "async"');
        const children: Stmt[] = [];
        if (this.kind > Token.Dedent) this.statement(children);
        return { type: 'ErrorStmt', start, end: Math.max(start, this.lastEnd), children };
      }
    }
  }

  private forStatement(start: number, type: 'For' | 'AsyncFor'): Stmt {
    this.advance();
    const target = this.startsExpression() ? this.targets() : this.missing('a target');
    this.expect(Token.In, '"in"');
    const iter = this.startsExpression() ? this.starExpressions() : this.missing('an iterable');
    const body = this.block();
    const orelse = this.take(Token.Else) ? this.block() : [];
    return { type, start, end: this.lastEnd, target, iter, body, orelse, keywordStart: start };
  }

  private withStatement(start: number, type: 'With' | 'AsyncWith'): Stmt {
    this.advance();
    const items = this.parenthesisedItems() ?? this.withItems();
    const body = this.block();
    return { type, start, end: this.lastEnd, items, body, keywordStart: start };
  }

  /** `with (a as b, c):`: only when the parenthesis is all there is before the colon, and holds items. */
  private parenthesisedItems(): WithItem[] | undefined {
    if (!this.is(Token.LeftParen)) return undefined;
    const closing = this.tokensToClosing();
    if (closing < 0 || this.peek(closing + 1) !== Token.Colon) return undefined;
    const mark = this.mark();
    this.advance();
    const items: WithItem[] = [];
    while (this.startsExpression() && !this.is(Token.Star) && !this.is(Token.Yield)) {
      items.push(this.withItem());
      if (!this.take(Token.Comma)) break;
    }
    if (items.length > 0 && this.is(Token.RightParen) && this.peek(1) === Token.Colon && this.problems.length === mark.problems) {
      this.advance();
      return items;
    }
    this.rewind(mark);
    return undefined;
  }

  private withItems(): WithItem[] {
    const items: WithItem[] = [];
    do {
      if (!this.startsExpression()) {
        this.problem('expected a context manager');
        break;
      }
      items.push(this.withItem());
    } while (this.take(Token.Comma));
    return items;
  }

  private withItem(): WithItem {
    const { start } = this;
    const context_expr = this.expression();
    const optional_vars = this.take(Token.As) ? this.target(this.starTarget(), 'Store') : undefined;
    return { type: 'withitem', start, end: this.lastEnd, context_expr, optional_vars };
  }

  private starTarget(): Expr {
    return this.startsExpression() ? this.bitwiseOr() : this.missing('a target');
  }

  private tryStatement(): Stmt {
    const { start } = this;
    this.advance();
    const body = this.block();
    const handlers: ExceptHandler[] = [];
    let type: 'Try' | 'TryStar' = 'Try';
    while (this.is(Token.Except)) {
      const from = this.start;
      this.advance();
      if (this.take(Token.Star)) type = 'TryStar';
      // PEP 758: the tuple needs no parentheses.
      const exception = this.startsExpression() ? this.starExpressions() : undefined;
      let name: string | undefined;
      let nameStart = -1;
      if (this.take(Token.As)) {
        nameStart = this.start;
        if (this.is(Token.Name)) name = this.identifier();
        else this.problem('expected a name');
      }
      const nameEnd = name === undefined ? -1 : this.lastEnd;
      const handled = this.block();
      handlers.push({ type: 'ExceptHandler', start: from, end: this.lastEnd, exception, name, body: handled, nameStart: name === undefined ? -1 : nameStart, nameEnd });
    }
    const orelse = this.take(Token.Else) ? this.block() : [];
    const finalbody = this.take(Token.Finally) ? this.block() : [];
    if (handlers.length === 0 && finalbody.length === 0) this.problem('expected "except" or "finally"');
    return { type, start, end: this.lastEnd, body, handlers, orelse, finalbody };
  }

  /** `match` is a keyword when its line ends with a colon and a `case` is indented below it. */
  private isMatch(): boolean {
    const line = this.tokensToNewline();
    return line > 1 && this.peek(line - 1) === Token.Colon && this.peek(line + 1) === Token.Indent && this.isName('case', line + 2);
  }

  private matchStatement(): Stmt {
    const { start } = this;
    this.advance();
    const subject = this.startsExpression() ? this.tupleOf(() => this.starNamedExpression()) : this.missing('a subject');
    this.expect(Token.Colon, '":"');
    while (this.is(Token.Newline)) this.advance();
    const cases: MatchCase[] = [];
    if (this.is(Token.Indent)) this.nested(HEAVY, () => this.matchCases(cases), () => void this.skipIndented([]));
    return { type: 'Match', start, end: this.lastEnd, subject, cases };
  }

  private matchCases(cases: MatchCase[]): void {
    this.advance();
    while (!this.is(Token.Dedent) && !this.is(Token.End)) {
      if (!this.isName('case')) {
        this.problem('expected "case"');
        const lost: Stmt[] = [];
        if (this.is(Token.Newline)) this.advance();
        else this.statement(lost);
        cases.at(-1)?.body.push(...lost);
        continue;
      }
      const { start } = this;
      this.advance();
      const pattern = this.casePattern();
      const guard = this.take(Token.If) ? this.namedExpression() : undefined;
      const body = this.block();
      cases.push({ type: 'match_case', start, end: this.lastEnd, pattern, guard, body });
    }
    this.take(Token.Dedent);
  }
}
