/** Statements of one line (language reference, "Simple statements"). */
import type { Alias, Expr, Stmt } from '../ast.js';
import { augmentedOperator } from '../operators.js';
import { Token } from '../tokens.js';
import { PatternParser } from './patterns.js';

export abstract class SimpleStatementParser extends PatternParser {
  /** `a; b; c` up to the end of the line. What cannot be read becomes an `ErrorStmt`. */
  protected simpleStatements(into: Stmt[]): void {
    for (;;) {
      const before = this.index;
      into.push(this.simpleStatement());
      if (this.take(Token.Semicolon)) {
        if (this.is(Token.Newline) || this.is(Token.End)) break;
        continue;
      }
      if (!this.is(Token.Newline) && !this.is(Token.End)) this.restOfLine(into, before);
      break;
    }
    this.take(Token.Newline);
  }

  /** The statement ended too early: read whatever expressions are left on the line, up to a definition (a lost line break). */
  private restOfLine(into: Stmt[], before: number): void {
    const { start } = this;
    this.problem('invalid syntax');
    const children: Expr[] = [];
    if (this.index === before) this.advance();
    while (this.kind > Token.Dedent && !this.isDefinition()) {
      if (this.startsExpression() && !this.is(Token.Star)) children.push(this.namedExpression());
      else this.advance();
    }
    if (this.lastEnd > start) into.push({ type: 'ErrorStmt', start, end: this.lastEnd, children });
  }

  private isDefinition(): boolean {
    return (this.is(Token.Def) || this.is(Token.Class)) && this.peek(1) === Token.Name || this.is(Token.Async) && this.peek(1) === Token.Def;
  }

  private simpleStatement(): Stmt {
    const { start } = this;
    switch (this.kind) {
      case Token.Pass: this.advance(); return { type: 'Pass', start, end: this.lastEnd };
      case Token.Break: this.advance(); return { type: 'Break', start, end: this.lastEnd };
      case Token.Continue: this.advance(); return { type: 'Continue', start, end: this.lastEnd };
      case Token.Return: {
        this.advance();
        const value = this.startsExpression() ? this.yieldOrStarExpressions() : undefined;
        return { type: 'Return', start, end: this.lastEnd, value };
      }
      case Token.Raise: return this.raise(start);
      case Token.Global: case Token.Nonlocal: return this.scope(start, this.is(Token.Global) ? 'Global' : 'Nonlocal');
      case Token.Del: {
        this.advance();
        const targets = this.startsExpression() ? this.deleted() : [this.missing('a target')];
        return { type: 'Delete', start, end: this.lastEnd, targets };
      }
      case Token.Assert: {
        this.advance();
        const test = this.expression();
        const msg = this.take(Token.Comma) ? this.expression() : undefined;
        return { type: 'Assert', start, end: this.lastEnd, test, msg };
      }
      case Token.Import: return this.importStatement(start, 0);
      case Token.From: return this.fromImport(start, 0);
      case Token.Name:
        if (this.isName('type') && this.peek(1) === Token.Name) return this.typeAlias(start);
        if (this.isName('lazy') && (this.peek(1) === Token.Import || this.peek(1) === Token.From)) {
          this.advance();
          return this.is(Token.Import) ? this.importStatement(start, 1) : this.fromImport(start, 1);
        }
        return this.expressionStatement(start);
      default: return this.expressionStatement(start);
    }
  }

  private deleted(): Expr[] {
    const targets = this.target(this.starExpressions(), 'Del');
    return targets.type === 'Tuple' && !this.isParenthesisedTuple(targets) ? targets.elts : [targets];
  }

  /** A tuple's own parentheses belong to its span. */
  private isParenthesisedTuple(tuple: Expr): boolean {
    return this.text.charCodeAt(tuple.start) === 40 && tuple.type === 'Tuple' && (tuple.elts[0] === undefined || (tuple.elts[0].parenthesised?.start ?? tuple.elts[0].start) > tuple.start);
  }

  private raise(start: number): Stmt {
    this.advance();
    const exc = this.startsExpression() ? this.expression() : undefined;
    const cause = exc && this.take(Token.From) ? this.expression() : undefined;
    return { type: 'Raise', start, end: this.lastEnd, exc, cause };
  }

  private scope(start: number, type: 'Global' | 'Nonlocal'): Stmt {
    this.advance();
    const names: string[] = [];
    do {
      if (!this.is(Token.Name)) {
        this.problem('expected a name');
        break;
      }
      names.push(this.identifier());
    } while (this.take(Token.Comma));
    return { type, start, end: this.lastEnd, names };
  }

  private typeAlias(start: number): Stmt {
    this.advance();
    const name = this.target(this.name(), 'Store');
    const type_params = this.typeParameters();
    this.expect(Token.Equal, '"="');
    const value = this.expression();
    return { type: 'TypeAlias', start, end: this.lastEnd, name, type_params, value };
  }

  private importStatement(start: number, is_lazy: 0 | 1): Stmt {
    this.advance();
    const names: Alias[] = [];
    do {
      if (!this.is(Token.Name)) {
        this.problem('expected a module name');
        break;
      }
      const from = this.start;
      const name = this.dottedName();
      names.push(this.alias(from, name));
    } while (this.take(Token.Comma));
    return { type: 'Import', start, end: this.lastEnd, names, is_lazy };
  }

  private fromImport(start: number, is_lazy: 0 | 1): Stmt {
    this.advance();
    let level = 0;
    for (;;) {
      if (this.take(Token.Dot)) level++;
      else if (this.take(Token.Ellipsis)) level += 3;
      else break;
    }
    const module = this.is(Token.Name) ? this.dottedName() : undefined;
    if (module === undefined && level === 0) this.problem('expected a module name');
    const names: Alias[] = [];
    if (this.expect(Token.Import, '"import"')) this.importedNames(names);
    return { type: 'ImportFrom', start, end: this.lastEnd, module, names, level, is_lazy };
  }

  private importedNames(names: Alias[]): void {
    if (this.is(Token.Star)) {
      const { start, end } = this;
      this.advance();
      names.push({ type: 'alias', start, end, name: '*', asname: undefined, asnameStart: -1 });
      return;
    }
    const isParenthesised = this.take(Token.LeftParen);
    while (this.is(Token.Name)) {
      const { start } = this;
      names.push(this.alias(start, this.identifier()));
      if (!this.take(Token.Comma)) break;
    }
    if (names.length === 0) this.problem('expected a name');
    if (isParenthesised) this.closeBracket(Token.RightParen);
  }

  private dottedName(): string {
    let name = this.identifier();
    while (this.is(Token.Dot) && this.peek(1) === Token.Name) {
      this.advance();
      name += `.${this.identifier()}`;
    }
    if (this.is(Token.Dot)) {
      this.problem('expected a name after "."');
      this.advance();
    }
    return name;
  }

  private alias(start: number, name: string): Alias {
    if (!this.take(Token.As)) return { type: 'alias', start, end: this.lastEnd, name, asname: undefined, asnameStart: -1 };
    if (!this.is(Token.Name)) {
      this.problem('expected a name');
      return { type: 'alias', start, end: this.lastEnd, name, asname: undefined, asnameStart: -1 };
    }
    const asnameStart = this.start;
    const asname = this.identifier();
    return { type: 'alias', start, end: this.lastEnd, name, asname, asnameStart };
  }

  /** An expression, an assignment in one of its three forms, or nothing that can be read. */
  private expressionStatement(start: number): Stmt {
    if (!this.startsExpression()) {
      this.problem('invalid syntax');
      return { type: 'ErrorStmt', start, end: Math.max(start, this.lastEnd), children: [] };
    }
    const first = this.yieldOrStarExpressions();
    if (this.is(Token.Equal)) return this.assignment(start, first);
    if (this.is(Token.Colon) && !this.isBlockColon()) return this.annotated(start, first);
    const op = augmentedOperator(this.kind);
    if (op) {
      this.advance();
      const value = this.startsExpression() ? this.yieldOrStarExpressions() : this.missing('an expression');
      return { type: 'AugAssign', start, end: this.lastEnd, target: this.singleTarget(first), op, value };
    }
    return { type: 'Expr', start, end: this.lastEnd, value: first };
  }

  /** `foo bar(x):` followed by a block is a broken header, not an annotation. */
  private isBlockColon(): boolean {
    return this.peek(1) === Token.Newline;
  }

  /** The target of `+=` or an annotation: no tuple, no list. */
  private singleTarget(expr: Expr): Expr {
    if (expr.type === 'Tuple' || expr.type === 'List') this.problem('only a single target is possible here', expr.start, expr.end);
    return this.target(expr, 'Store');
  }

  private assignment(start: number, first: Expr): Stmt {
    const targets: Expr[] = [];
    let value = first;
    while (this.take(Token.Equal)) {
      targets.push(this.target(value, 'Store'));
      value = this.startsExpression() ? this.yieldOrStarExpressions() : this.missing('an expression');
    }
    return { type: 'Assign', start, end: this.lastEnd, targets, value };
  }

  private annotated(start: number, target: Expr): Stmt {
    this.advance();
    const annotation = this.startsExpression() ? this.expression() : this.missing('an annotation');
    let value: Expr | undefined;
    if (this.take(Token.Equal)) value = this.startsExpression() ? this.yieldOrStarExpressions() : this.missing('an expression');
    const simple = target.type === 'Name' && !target.parenthesised ? 1 : 0;
    return { type: 'AnnAssign', start, end: this.lastEnd, target: this.singleTarget(target), annotation, value, simple };
  }
}
