/** Functions, classes and their decorators. */
import type { Arguments, Expr, Stmt } from '../ast.js';
import { Token } from '../tokens.js';
import { SimpleStatementParser } from './simple-statements.js';

export abstract class DefinitionParser extends SimpleStatementParser {
  protected abstract block(): Stmt[];

  protected decorated(): Stmt {
    const first = this.start;
    const decorators: Expr[] = [];
    while (this.take(Token.At)) {
      decorators.push(this.startsExpression() ? this.namedExpression() : this.missing('a decorator'));
      if (!this.take(Token.Newline)) {
        this.problem('expected the end of the line');
        while (this.kind > Token.Dedent) this.advance();
        this.take(Token.Newline);
      }
      while (this.is(Token.Newline)) this.advance();
    }
    const { start } = this;
    if (this.is(Token.Class)) return this.classDefinition(decorators);
    if (this.is(Token.Def)) return this.functionDefinition(start, decorators, 'FunctionDef');
    if (this.is(Token.Async) && this.peek(1) === Token.Def) {
      this.advance();
      return this.functionDefinition(start, decorators, 'AsyncFunctionDef');
    }
    this.problem('expected a function or class after a decorator');
    return { type: 'ErrorStmt', start: first, end: this.lastEnd, children: decorators };
  }

  protected functionDefinition(start: number, decorator_list: Expr[], type: 'FunctionDef' | 'AsyncFunctionDef'): Stmt {
    this.advance();
    const nameStart = this.start;
    const name = this.definedName();
    const nameEnd = name === '' ? nameStart : this.lastEnd;
    const type_params = this.typeParameters();
    const hasParameters = this.expect(Token.LeftParen, '"("');
    const args = hasParameters ? this.parameters('def') : this.noParameters();
    if (hasParameters) this.closeBracket(Token.RightParen);
    const returns = this.take(Token.Arrow) && this.startsExpression() ? this.starExpressions() : undefined;
    const colon = this.is(Token.Colon) ? this.start : this.lastEnd;
    const body = this.block();
    return { type, start, end: this.lastEnd, name, args, body, decorator_list, returns, type_params, nameStart, nameEnd, keywordStart: start, colon };
  }

  private noParameters(): Arguments {
    const at = this.lastEnd;
    return { type: 'arguments', start: at, end: at, posonlyargs: [], args: [], vararg: undefined, kwonlyargs: [], kw_defaults: [], kwarg: undefined, defaults: [] };
  }

  private definedName(): string {
    if (this.is(Token.Name)) return this.identifier();
    this.problem('expected a name');
    return '';
  }

  protected classDefinition(decorator_list: Expr[]): Stmt {
    const { start } = this;
    this.advance();
    const nameStart = this.start;
    const name = this.definedName();
    const nameEnd = name === '' ? nameStart : this.lastEnd;
    const type_params = this.typeParameters();
    const { args: bases, keywords } = this.is(Token.LeftParen) ? this.callArguments() : { args: [], keywords: [] };
    const colon = this.is(Token.Colon) ? this.start : this.lastEnd;
    const body = this.block();
    return { type: 'ClassDef', start, end: this.lastEnd, name, bases, keywords, body, decorator_list, type_params, nameStart, nameEnd, keywordStart: start, colon };
  }
}
