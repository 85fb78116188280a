/** Strings and f-strings (PEP 701), and what ends those that are never closed. */
import { isLineBreak } from '../characters.js';
import { startsDefinition, startsStatement } from '../keywords.js';
import { Token } from '../tokens.js';
import { LineScanner } from './lines.js';

/** What a triple-quoted string that has a definition in it is: that string, or one whose end was lost before. */
export type TripleQuotes = 'as-written' | 'heal-strings';

const DEEPEST_FSTRING = 100;

interface FString {
  readonly quote: number;
  readonly isTriple: boolean;
  readonly isRaw: boolean;
}

export abstract class StringScanner extends LineScanner {
  private endsInString = false;
  private hasDefinitionInString = false;

  constructor(text: string, readonly quotes: TripleQuotes) {
    super(text);
  }

  /** Were triple quotes lost? `'perhaps'`: one has a definition in it. `'surely'`: moreover, the last one never ends. */
  get lostQuotes(): 'no' | 'perhaps' | 'surely' {
    if (!this.hasDefinitionInString) return 'no';
    return this.endsInString ? 'surely' : 'perhaps';
  }

  protected string(start: number, quoteAt: number, kind: 'plain' | 'bytes' | 'f' | 't'): void {
    const { text } = this;
    const quote = text.charCodeAt(quoteAt);
    const isTriple = text.charCodeAt(quoteAt + 1) === quote && text.charCodeAt(quoteAt + 2) === quote;
    const contentStart = quoteAt + (isTriple ? 3 : 1);
    if ((kind === 'f' || kind === 't') && this.fstringDepth < DEEPEST_FSTRING) {
      const isRaw = /[rR]/.test(text.slice(start, quoteAt));
      this.list.add(kind === 'f' ? Token.FStringStart : Token.TemplateStart, start, contentStart);
      this.fstring(contentStart, { quote, isTriple, isRaw });
      return;
    }
    const end = this.stringEnd(contentStart, quote, isTriple);
    this.list.add(kind === 'bytes' ? Token.Bytes : Token.String, start, end);
    this.at = end;
  }

  /** Offset behind the closing quote, or where the string ends for want of one. */
  private stringEnd(from: number, quote: number, isTriple: boolean): number {
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
        if (!isTriple) return this.unclosed(from, at);
        if (this.endsStringBefore(at + 1)) return this.unclosed(from, at);
      }
    }
    this.endsInString ||= isTriple;
    return this.unclosed(from, this.quotes === 'heal-strings' && isTriple ? this.endOfLine(from) : text.length);
  }

  private unclosed(from: number, end: number): number {
    this.problem('string is never closed', from, Math.min(end, this.endOfLine(from)));
    return end;
  }

  /** Must the end of a triple-quoted string have been lost, because a definition begins on this line of it? */
  private endsStringBefore(lineStart: number): boolean {
    if (this.quotes === 'as-written' && this.hasDefinitionInString) return false;
    const start = this.skipBlank(lineStart);
    if (start - lineStart > this.lineIndent || !startsDefinition(this.text, start)) return false;
    this.hasDefinitionInString = true;
    return this.quotes === 'heal-strings';
  }

  /** The inside of an f-string up to its closing quote (PEP 701). */
  private fstring(from: number, string: FString): void {
    const { text, list } = this;
    this.fstringDepth++;
    let at = from;
    let textStart = from;
    const flush = (end: number): void => {
      if (end > textStart) list.add(Token.FStringText, textStart, end);
    };
    for (;;) {
      const code = at < text.length ? text.charCodeAt(at) : -1;
      if (code === string.quote && (!string.isTriple || (text.charCodeAt(at + 1) === code && text.charCodeAt(at + 2) === code))) {
        flush(at);
        list.add(Token.FStringEnd, at, (this.at = at + (string.isTriple ? 3 : 1)));
        break;
      }
      if (code < 0 || (!string.isTriple && isLineBreak(code)) || (isLineBreak(code) && this.endsStringBefore(at + 1))) {
        flush(at);
        if (code < 0) this.endsInString ||= string.isTriple;
        this.problem('string is never closed', from, Math.min(at, this.endOfLine(from)));
        list.add(Token.FStringEnd, at, (this.at = at));
        break;
      }
      if (code === 92) {
        at += this.escapeLength(at, string);
      } else if (code === 123 && text.charCodeAt(at + 1) === 123) {
        at += 2;
      } else if (code === 123) {
        flush(at);
        at = this.field(at, string);
        textStart = at;
      } else {
        at++;
      }
    }
    this.fstringDepth--;
  }

  /** A backslash and what it takes along; `\N{NAME}` keeps its braces, `\{` does not hide a field. */
  private escapeLength(at: number, string: FString): number {
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
  private field(open: number, string: FString): number {
    const { list, text } = this;
    list.add(Token.LeftBrace, open, open + 1);
    this.at = open + 1;
    const outer = this.brackets;
    this.brackets = [Token.LeftBrace];
    while (this.at < text.length) {
      const code = text.charCodeAt(this.at);
      const isTop = this.brackets.length === 1;
      if (isLineBreak(code) && !string.isTriple && startsStatement(text, this.skipBlank(this.at + 1))) break;
      if (isLineBreak(code) && this.endsStringBefore(this.at + 1)) break;
      if (isTop && code === 125) {
        list.add(Token.RightBrace, this.at, ++this.at);
        break;
      }
      if (isTop && code === 58) {
        list.add(Token.Colon, this.at, ++this.at);
        this.spec(string);
        continue;
      }
      if (isTop && code === 33 && text.charCodeAt(this.at + 1) !== 61) {
        list.add(Token.Bang, this.at, ++this.at);
        continue;
      }
      const problems = this.problems.length;
      this.token();
      if (this.brackets.length === 0) break;
      // A string inside that is never closed: its quote was meant to close this one.
      if (!string.isTriple && this.problems.length > problems) break;
    }
    this.brackets = outer;
    return this.at;
  }

  /** A format spec: text with fields, up to the `}` that ends the field around it. */
  private spec(string: FString): void {
    const { list, text } = this;
    let textStart = this.at;
    while (this.at < text.length) {
      const code = text.charCodeAt(this.at);
      if (code === 125 || (!string.isTriple && (isLineBreak(code) || code === string.quote))) break;
      if (string.isTriple && code === string.quote && text.startsWith(String.fromCharCode(code).repeat(3), this.at)) break;
      if (code === 123) {
        if (this.at > textStart) list.add(Token.FStringText, textStart, this.at);
        this.fstringDepth++;
        textStart = this.fstringDepth > DEEPEST_FSTRING ? ++this.at : this.field(this.at, string);
        this.fstringDepth--;
      } else if (code === 92) {
        this.at += this.escapeLength(this.at, string);
      } else this.at++;
    }
    if (this.at > textStart) list.add(Token.FStringText, textStart, this.at);
    if (text.charCodeAt(this.at) !== 125) this.brackets.length = 0;
  }
}
