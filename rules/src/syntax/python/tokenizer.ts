/**
 * Text → tokens. Brackets and strings that were never closed are closed here, so that the parser sees sane lines: a
 * bracket at a line that starts with a statement keyword, a string at the end of its line.
 */
import type { Comment, SyntaxProblem } from './ast.js';
import { continuesName, isDigit, isLineBreak, startsName } from './characters.js';
import { KEYWORDS, startsDefinition, startsStatement } from './keywords.js';
import { operatorAt, operatorLength } from './operators.js';
import { scanNumber } from './numbers.js';
import { Token, TokenList } from './tokens.js';

export interface Tokens {
  readonly list: TokenList;
  readonly comments: Comment[];
  readonly problems: SyntaxProblem[];
}

const TAB_SIZE = 8;
const DEEPEST_FSTRING = 100;

/** All tokens of a file. Linear in the text's length. */
export function tokenize(text: string): Tokens {
  const first = new Tokenizer(text, 'as-written');
  first.run();
  if (!first.endedInString) return first;
  // A triple quote is missing somewhere and turned the rest of the file inside out: look for the place.
  const healed = new Tokenizer(text, 'heal-strings');
  healed.run();
  return healed;
}

class Tokenizer implements Tokens {
  readonly list: TokenList;
  readonly comments: Comment[] = [];
  readonly problems: SyntaxProblem[] = [];
  endedInString = false;
  #at: number;
  #brackets: Token[] = [];
  #indents: number[] = [0];
  /** Column at which the current logical line starts. */
  #lineIndent = 0;
  #fstringDepth = 0;

  constructor(readonly text: string, readonly mode: 'as-written' | 'heal-strings') {
    this.list = new TokenList(text.length);
    this.#at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  run(): void {
    const { text, list } = this;
    this.#lineStart();
    while (this.#at < text.length) this.#token();
    if (this.#brackets.length > 0) this.#problem('bracket is never closed', text.length, text.length);
    const last = list.count > 0 ? (list.kinds[list.count - 1] ?? Token.End) : Token.Newline;
    if (last !== Token.Newline && last !== Token.Dedent && last !== Token.Indent) list.add(Token.Newline, text.length, text.length);
    while (this.#indents.length > 1) {
      this.#indents.pop();
      list.add(Token.Dedent, text.length, text.length);
    }
    list.finish(text.length);
  }

  /** One token, comment, line break or stretch of white space inside a line. */
  #token(): void {
    const { text, list } = this;
    const start = this.#at;
    const code = text.charCodeAt(start);
    if (code === 32 || code === 9 || code === 12) {
      this.#at++;
    } else if (startsName(code)) {
      this.#name(start);
    } else if (isLineBreak(code)) {
      this.#lineBreak(start);
    } else if (isDigit(code) || (code === 46 && isDigit(text.charCodeAt(start + 1)))) {
      const number = scanNumber(text, start);
      list.add(number.kind, start, (this.#at = number.end));
    } else if (code === 34 || code === 39) {
      this.#string(start, start, 'plain');
    } else if (code === 35) {
      this.#comment(start);
    } else if (code === 92) {
      this.#continuation(start);
    } else {
      this.#operator(start);
    }
  }

  #name(start: number): void {
    const { text } = this;
    let end = start + 1;
    while (end < text.length && continuesName(text.charCodeAt(end))) end++;
    const quote = text.charCodeAt(end);
    if ((quote === 34 || quote === 39) && end - start <= 2) {
      const prefix = text.slice(start, end).toLowerCase();
      if (/^(?:[rubft]|br|rb|fr|rf|tr|rt)$/.test(prefix)) {
        this.#string(start, end, prefix.includes('f') ? 'f' : prefix.includes('t') ? 't' : prefix.includes('b') ? 'bytes' : 'plain');
        return;
      }
    }
    this.#at = end;
    const length = end - start;
    const first = text.charCodeAt(start);
    const mayBeKeyword = length > 1 && length < 9 && ((first >= 97 && first <= 121) || first === 70 || first === 78 || first === 84);
    const keyword = mayBeKeyword ? KEYWORDS.get(text.slice(start, end)) : undefined;
    this.list.add(keyword ?? Token.Name, start, end);
  }

  #comment(start: number): void {
    const { text } = this;
    let end = start;
    while (end < text.length && !isLineBreak(text.charCodeAt(end))) end++;
    this.comments.push({ start, end });
    this.#at = end;
  }

  #continuation(start: number): void {
    const { text } = this;
    const next = text.charCodeAt(start + 1);
    if (!isLineBreak(next)) {
      this.#problem('stray backslash', start, start + 1);
      this.#at = start + 1;
      return;
    }
    this.#at = start + (next === 13 && text.charCodeAt(start + 2) === 10 ? 3 : 2);
  }

  #lineBreak(start: number): void {
    const { text, list } = this;
    this.#at = start + (text.charCodeAt(start) === 13 && text.charCodeAt(start + 1) === 10 ? 2 : 1);
    if (this.#brackets.length > 0) {
      const next = this.#skipBlank(this.#at);
      if (this.#fstringDepth > 0 || !startsStatement(text, next)) return;
      this.#problem('bracket is never closed', start, start);
      this.#brackets.length = 0;
    }
    list.add(Token.Newline, start, this.#at);
    this.#lineStart();
  }

  #skipBlank(from: number): number {
    let at = from;
    while (at < this.text.length && (this.text.charCodeAt(at) === 32 || this.text.charCodeAt(at) === 9 || this.text.charCodeAt(at) === 12)) at++;
    return at;
  }

  /** Indentation: blank and comment lines do not count (language reference, "Indentation"). */
  #lineStart(): void {
    const { text } = this;
    for (;;) {
      let column = 0;
      let continuedColumn = 0;
      let at = this.#at;
      for (; at < text.length; at++) {
        const code = text.charCodeAt(at);
        if (code === 32) column++;
        else if (code === 9) column = (Math.floor(column / TAB_SIZE) + 1) * TAB_SIZE;
        else if (code === 12) column = 0;
        else if (code === 92 && isLineBreak(text.charCodeAt(at + 1))) {
          // A backslash alone on a line: the indentation before the first one counts.
          continuedColumn ||= column;
          at += text.charCodeAt(at + 1) === 13 && text.charCodeAt(at + 2) === 10 ? 2 : 1;
        } else break;
      }
      this.#at = at;
      column = continuedColumn || column;
      if (at >= text.length) return;
      const code = text.charCodeAt(this.#at);
      if (code === 35) {
        this.#comment(this.#at);
        if (this.#at >= text.length) return;
      }
      if (isLineBreak(text.charCodeAt(this.#at))) {
        this.#at += text.charCodeAt(this.#at) === 13 && text.charCodeAt(this.#at + 1) === 10 ? 2 : 1;
        continue;
      }
      this.#indent(column);
      return;
    }
  }

  #indent(column: number): void {
    const { list } = this;
    this.#lineIndent = column;
    let current = this.#indents[this.#indents.length - 1] ?? 0;
    if (column > current) {
      this.#indents.push(column);
      list.add(Token.Indent, this.#at, this.#at);
      return;
    }
    while (column < current) {
      this.#indents.pop();
      list.add(Token.Dedent, this.#at, this.#at);
      current = this.#indents[this.#indents.length - 1] ?? 0;
    }
    // Between two levels: CPython refuses; the line is taken as part of the outer block.
    if (column !== current) this.#problem('indentation does not match any outer level', this.#at, this.#at);
  }

  #operator(start: number): void {
    const { list, text } = this;
    const kind = operatorAt(text, start);
    if (kind === Token.End) {
      this.#problem('character that Python does not know', start, start + 1);
      this.#at = start + 1;
      return;
    }
    const end = start + operatorLength(kind);
    if (kind === Token.LeftParen || kind === Token.LeftBracket || kind === Token.LeftBrace) this.#brackets.push(kind);
    else if (kind === Token.RightParen || kind === Token.RightBracket || kind === Token.RightBrace) this.#closeBracket(kind, start);
    list.add(kind, start, end);
    this.#at = end;
  }

  #closeBracket(kind: Token, start: number): void {
    const open = this.#brackets.lastIndexOf(kind - 1);
    if (open < 0) this.#problem('bracket was never opened', start, start + 1);
    else this.#brackets.length = open;
  }

  #string(start: number, quoteAt: number, kind: 'plain' | 'bytes' | 'f' | 't'): void {
    const { text } = this;
    const quote = text.charCodeAt(quoteAt);
    const isTriple = text.charCodeAt(quoteAt + 1) === quote && text.charCodeAt(quoteAt + 2) === quote;
    const contentStart = quoteAt + (isTriple ? 3 : 1);
    if (kind === 'f' || kind === 't') {
      const isRaw = /[rR]/.test(text.slice(start, quoteAt));
      this.list.add(kind === 'f' ? Token.FStringStart : Token.TemplateStart, start, contentStart);
      this.#fstring(contentStart, { quote, isTriple, isRaw });
      return;
    }
    const end = this.#stringEnd(contentStart, quote, isTriple);
    this.list.add(kind === 'bytes' ? Token.Bytes : Token.String, start, end);
    this.#at = end;
  }

  /** Offset behind the closing quote, or where the string ends for want of one. */
  #stringEnd(from: number, quote: number, isTriple: boolean): number {
    const { text } = this;
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 92) {
        if (text.charCodeAt(at + 1) === 13 && text.charCodeAt(at + 2) === 10) at++;
        at++;
      } else if (code === quote) {
        if (!isTriple) return at + 1;
        if (text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote) return at + 3;
      } else if (isLineBreak(code)) {
        if (!isTriple) return this.#unclosed(from, at);
        if (this.mode === 'heal-strings' && this.#endsStringBefore(at + 1)) return this.#unclosed(from, at);
      }
    }
    this.endedInString ||= isTriple;
    return this.#unclosed(from, this.mode === 'heal-strings' && isTriple ? this.#endOfLine(from) : text.length);
  }

  #unclosed(from: number, end: number): number {
    this.#problem('string is never closed', from, Math.min(end, this.#endOfLine(from)));
    return end;
  }

  #endOfLine(from: number): number {
    let end = from;
    while (end < this.text.length && !isLineBreak(this.text.charCodeAt(end))) end++;
    return end;
  }

  #endsStringBefore(lineStart: number): boolean {
    const start = this.#skipBlank(lineStart);
    return start - lineStart <= this.#lineIndent && startsDefinition(this.text, start);
  }

  /** The inside of an f-string up to its closing quote (PEP 701). */
  #fstring(from: number, string: FString): void {
    const { text, list } = this;
    this.#fstringDepth++;
    let at = from;
    let textStart = from;
    const flush = (end: number): void => {
      if (end > textStart) list.add(Token.FStringText, textStart, end);
    };
    for (;;) {
      const code = at < text.length ? text.charCodeAt(at) : -1;
      if (code === string.quote && (!string.isTriple || (text.charCodeAt(at + 1) === code && text.charCodeAt(at + 2) === code))) {
        flush(at);
        list.add(Token.FStringEnd, at, (this.#at = at + (string.isTriple ? 3 : 1)));
        break;
      }
      if (code < 0 || (!string.isTriple && isLineBreak(code)) || (isLineBreak(code) && this.mode === 'heal-strings' && this.#endsStringBefore(at + 1))) {
        flush(at);
        if (code < 0) this.endedInString ||= string.isTriple;
        this.#problem('string is never closed', from, Math.min(at, this.#endOfLine(from)));
        list.add(Token.FStringEnd, at, (this.#at = at));
        break;
      }
      if (code === 92) {
        at += this.#escapeLength(at, string);
      } else if (code === 123 && text.charCodeAt(at + 1) === 123) {
        at += 2;
      } else if (code === 123) {
        flush(at);
        at = this.#field(at, string);
        textStart = at;
      } else {
        at++;
      }
    }
    this.#fstringDepth--;
  }

  /** A backslash and what it takes along; `\N{NAME}` keeps its braces, `\{` does not hide a field. */
  #escapeLength(at: number, string: FString): number {
    const { text } = this;
    const next = text.charCodeAt(at + 1);
    if (next === 123 || next === 125) return 1;
    if (!string.isRaw && next === 78 && text.charCodeAt(at + 2) === 123) {
      const close = text.indexOf('}', at);
      if (close > 0 && close - at < 120) return close - at + 1;
    }
    return next === 13 && text.charCodeAt(at + 2) === 10 ? 3 : Number.isNaN(next) ? 1 : 2;
  }

  /** `{expression!r:spec}`; returns the offset behind it. */
  #field(open: number, string: FString): number {
    const { list, text } = this;
    list.add(Token.LeftBrace, open, open + 1);
    this.#at = open + 1;
    const outer = this.#brackets;
    this.#brackets = [Token.LeftBrace];
    const tooDeep = this.#fstringDepth > DEEPEST_FSTRING;
    while (this.#at < text.length) {
      const code = text.charCodeAt(this.#at);
      const isTop = this.#brackets.length === 1;
      if (isLineBreak(code) && !string.isTriple && startsStatement(text, this.#skipBlank(this.#at + 1))) break;
      if (isLineBreak(code) && this.mode === 'heal-strings' && this.#endsStringBefore(this.#at + 1)) break;
      if (tooDeep && (code === 34 || code === 39)) break;
      if (isTop && code === 125) {
        list.add(Token.RightBrace, this.#at, ++this.#at);
        break;
      }
      if (isTop && code === 58) {
        list.add(Token.Colon, this.#at, ++this.#at);
        this.#spec(string);
        continue;
      }
      if (isTop && code === 33 && text.charCodeAt(this.#at + 1) !== 61) {
        list.add(Token.Bang, this.#at, ++this.#at);
        continue;
      }
      this.#token();
      if (this.#brackets.length === 0) break;
    }
    this.#brackets = outer;
    return this.#at;
  }

  /** A format spec: text with fields, up to the `}` that ends the field around it. */
  #spec(string: FString): void {
    const { list, text } = this;
    let textStart = this.#at;
    while (this.#at < text.length) {
      const code = text.charCodeAt(this.#at);
      if (code === 125 || (!string.isTriple && (isLineBreak(code) || code === string.quote))) break;
      if (string.isTriple && code === string.quote && text.startsWith(String.fromCharCode(code).repeat(3), this.#at)) break;
      if (code === 123) {
        if (this.#at > textStart) list.add(Token.FStringText, textStart, this.#at);
        this.#fstringDepth++;
        textStart = this.#fstringDepth > DEEPEST_FSTRING ? ++this.#at : this.#field(this.#at, string);
        this.#fstringDepth--;
      } else if (code === 92) {
        this.#at += this.#escapeLength(this.#at, string);
      } else this.#at++;
    }
    if (this.#at > textStart) list.add(Token.FStringText, textStart, this.#at);
    if (text.charCodeAt(this.#at) !== 125) this.#brackets.length = 0;
  }

  #problem(message: string, start: number, end: number): void {
    this.problems.push({ message, start, end });
  }
}

interface FString {
  readonly quote: number;
  readonly isTriple: boolean;
  readonly isRaw: boolean;
}
