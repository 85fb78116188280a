import type { Comment, SyntaxProblem } from '../ast.js';
import { isLineBreak } from '../characters.js';
import { TokenList } from '../tokens.js';

/** The text being read, the place reached, and what was found so far. */
export abstract class Source {
  readonly list: TokenList;
  readonly comments: Comment[] = [];
  readonly problems: SyntaxProblem[] = [];
  protected at: number;

  constructor(readonly text: string) {
    this.list = new TokenList(text.length);
    this.at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  /** Takes one token, comment, line break or stretch of white space inside a line. */
  protected abstract token(): void;

  protected problem(message: string, start: number, end: number): void {
    this.problems.push({ message, start, end });
  }

  protected skipBlank(from: number): number {
    let at = from;
    while (at < this.text.length && (this.text.charCodeAt(at) === 32 || this.text.charCodeAt(at) === 9 || this.text.charCodeAt(at) === 12)) at++;
    return at;
  }

  protected endOfLine(from: number): number {
    let end = from;
    while (end < this.text.length && !isLineBreak(this.text.charCodeAt(end))) end++;
    return end;
  }

  protected comment(start: number): void {
    const { text } = this;
    let end = start;
    while (end < text.length && !isLineBreak(text.charCodeAt(end))) end++;
    this.comments.push({ start, end });
    this.at = end;
  }

  /** Offset behind the line break at an offset. */
  protected behindLineBreak(at: number): number {
    return at + (this.text.charCodeAt(at) === 13 && this.text.charCodeAt(at + 1) === 10 ? 2 : 1);
  }
}
