/** Text → tokens. Brackets and strings that were never closed are closed here, so that the parser sees sane lines. */
import type { Comment, SyntaxProblem } from './ast.js';
import { continuesName, isDigit, isLineBreak, startsName } from './characters.js';
import { KEYWORDS } from './keywords.js';
import { hasLeadingZero, scanNumber } from './numbers.js';
import { operatorAt, operatorLength } from './operators.js';
import { Token, type TokenList } from './tokens.js';
import { StringScanner, type TripleQuotes } from './tokenizer/strings.js';

export type { TripleQuotes } from './tokenizer/strings.js';

export interface Tokens {
  readonly list: TokenList;
  readonly comments: Comment[];
  readonly problems: SyntaxProblem[];
  /** Were triple quotes lost? `'perhaps'`: one has a definition in it. `'surely'`: moreover, the last one never ends. */
  readonly lostQuotes: 'no' | 'perhaps' | 'surely';
}

/** All tokens of a file. Linear in the text's length. */
export function tokenize(text: string, quotes: TripleQuotes): Tokens {
  const tokenizer = new Tokenizer(text, quotes);
  tokenizer.run();
  return tokenizer;
}

class Tokenizer extends StringScanner implements Tokens {
  run(): void {
    const { text, list } = this;
    this.lineStart();
    for (;;) {
      while (this.at < text.length) this.token();
      if (this.brackets.length === 0) break;
      this.endBrackets(text.length);
    }
    const last = list.count > 0 ? (list.kinds[list.count - 1] ?? Token.End) : Token.Newline;
    if (last !== Token.Newline && last !== Token.Dedent && last !== Token.Indent) list.add(Token.Newline, text.length, text.length);
    while (this.indents.length > 1) {
      this.indents.pop();
      list.add(Token.Dedent, text.length, text.length);
    }
    list.finish(text.length);
  }

  /** One token, comment, line break or stretch of white space inside a line. */
  protected override token(): void {
    const { text, list } = this;
    const start = this.at;
    const code = text.charCodeAt(start);
    if (code === 32 || code === 9 || code === 12) {
      this.at++;
    } else if (startsName(code)) {
      this.name(start);
    } else if (isLineBreak(code)) {
      this.lineBreak(start);
    } else if (isDigit(code) || (code === 46 && isDigit(text.charCodeAt(start + 1)))) {
      const number = scanNumber(text, start);
      if (number.kind === Token.Int && hasLeadingZero(text, start, number.end)) this.problem('leading zeros are not permitted', start, number.end);
      list.add(number.kind, start, (this.at = number.end));
    } else if (code === 34 || code === 39) {
      this.string(start, start, 'plain');
    } else if (code === 35) {
      this.comment(start);
    } else if (code === 92) {
      this.continuation(start);
    } else {
      this.operator(start);
    }
  }

  private name(start: number): void {
    const { text } = this;
    let end = start + 1;
    while (end < text.length && continuesName(text.charCodeAt(end))) end++;
    const quote = text.charCodeAt(end);
    if ((quote === 34 || quote === 39) && end - start <= 2) {
      const prefix = text.slice(start, end).toLowerCase();
      if (/^(?:[rubft]|br|rb|fr|rf|tr|rt)$/.test(prefix)) {
        this.string(start, end, prefix.includes('f') ? 'f' : prefix.includes('t') ? 't' : prefix.includes('b') ? 'bytes' : 'plain');
        return;
      }
    }
    this.at = end;
    const length = end - start;
    const first = text.charCodeAt(start);
    const mayBeKeyword = length > 1 && length < 9 && ((first >= 97 && first <= 121) || first === 70 || first === 78 || first === 84);
    const keyword = mayBeKeyword ? KEYWORDS.get(text.slice(start, end)) : undefined;
    this.list.add(keyword ?? Token.Name, start, end);
  }

  private operator(start: number): void {
    const { list, text } = this;
    const kind = operatorAt(text, start);
    if (kind === Token.End) {
      this.problem('character that Python does not know', start, start + 1);
      this.at = start + 1;
      return;
    }
    const end = start + operatorLength(kind);
    if (kind === Token.NotEqual && text.charCodeAt(start) === 60) this.problem('"<>" is written "!="', start, end);
    if (kind === Token.LeftParen || kind === Token.LeftBracket || kind === Token.LeftBrace) this.openBracket(kind, start);
    else if (kind === Token.RightParen || kind === Token.RightBracket || kind === Token.RightBrace) this.closeBracket(kind, start);
    list.add(kind, start, end);
    this.at = end;
  }
}
