/**
 * Lines: breaks, indentation, and the brackets inside which neither counts.
 *
 * A bracket is known to be unclosed at a line that starts with a statement keyword, or at the end of the file. It then
 * ends before the first line that is indented no deeper than its statement; everything from there is read again.
 */
import { isLineBreak } from '../characters.js';
import { startsStatement } from '../keywords.js';
import { Token } from '../tokens.js';
import { Source } from './source.js';

const TAB_SIZE = 8;
/** A closing bracket may close this many forgotten ones inside it: bounded, so that garbage does not take quadratic time. */
const DEEPEST_MISMATCH = 50;

/** The first line on which reading could go on, should the bracket around it turn out to be unclosed. */
interface Resumption {
  readonly at: number;
  readonly tokens: number;
  readonly comments: number;
  readonly problems: number;
}

export abstract class LineScanner extends Source {
  protected brackets: Token[] = [];
  protected fstringDepth = 0;
  /** Column at which the current logical line starts. */
  protected lineIndent = 0;
  /** Columns of the blocks that are open. */
  protected readonly indents: number[] = [0];
  /** Offset of the outermost open bracket. */
  private openedAt = 0;
  private resumption: Resumption | undefined;
  /** Up to here brackets are known to be broken: they end at the first line that allows it. */
  private brokenUntil = 0;

  protected lineBreak(start: number): void {
    const { list } = this;
    this.at = this.behindLineBreak(start);
    if (this.brackets.length === 0) {
      list.add(Token.Newline, start, this.at);
      this.lineStart();
    } else if (this.fstringDepth === 0) this.lineInBrackets();
  }

  /** A new line inside brackets: has one of them been left open? */
  private lineInBrackets(): void {
    const { text } = this;
    const next = this.skipBlank(this.at);
    const isShallow = next - this.at <= this.lineIndent && this.column(next) <= this.lineIndent;
    if (isShallow && !this.resumption && mayStartLine(text.charCodeAt(next))) {
      this.resumption = { at: this.at, tokens: this.list.count, comments: this.comments.length, problems: this.problems.length };
    }
    if (startsStatement(text, next) || (this.resumption && this.at < this.brokenUntil)) this.endBrackets(this.at);
  }

  /** Some bracket was never closed, as is clear at `offset`: end all of them and go on where that is possible. */
  protected endBrackets(offset: number): void {
    const { list, comments, problems } = this;
    const resumption = this.resumption ?? { at: offset, tokens: list.count, comments: comments.length, problems: problems.length };
    list.count = resumption.tokens;
    comments.length = resumption.comments;
    problems.length = resumption.problems;
    this.problem('bracket is never closed', this.openedAt, this.openedAt + 1);
    this.brokenUntil = Math.max(this.brokenUntil, offset);
    this.brackets.length = 0;
    this.at = resumption.at;
    list.add(Token.Newline, this.at, this.at);
    this.lineStart();
  }

  /** Column of an offset behind the current line's indentation. */
  private column(offset: number): number {
    let column = 0;
    for (let at = this.at; at < offset; at++) {
      const code = this.text.charCodeAt(at);
      column = code === 9 ? nextTabStop(column) : code === 12 ? 0 : column + 1;
    }
    return column;
  }

  protected continuation(start: number): void {
    const isContinued = isLineBreak(this.text.charCodeAt(start + 1));
    if (!isContinued) this.problem('stray backslash', start, start + 1);
    this.at = isContinued ? this.behindLineBreak(start + 1) : start + 1;
  }

  /** Indentation: blank and comment lines do not count (language reference, "Indentation"). */
  protected lineStart(): void {
    const { text } = this;
    for (;;) {
      let column = 0;
      let continuedColumn = 0;
      let at = this.at;
      for (; at < text.length; at++) {
        const code = text.charCodeAt(at);
        if (code === 32) column++;
        else if (code === 9) column = nextTabStop(column);
        else if (code === 12) column = 0;
        else if (code === 92 && isLineBreak(text.charCodeAt(at + 1))) {
          // A backslash alone on a line: the indentation before the first one counts.
          continuedColumn ||= column;
          at = this.behindLineBreak(at + 1) - 1;
        } else break;
      }
      this.at = at;
      column = continuedColumn || column;
      if (at >= text.length) return;
      const code = text.charCodeAt(this.at);
      if (code === 35) {
        this.comment(this.at);
        if (this.at >= text.length) return;
      }
      if (isLineBreak(text.charCodeAt(this.at))) {
        this.at = this.behindLineBreak(this.at);
        continue;
      }
      this.indent(column);
      return;
    }
  }

  private indent(column: number): void {
    const { indents, list } = this;
    this.lineIndent = column;
    if (column > (indents.at(-1) ?? 0)) {
      indents.push(column);
      list.add(Token.Indent, this.at, this.at);
      return;
    }
    while (column < (indents.at(-1) ?? 0)) {
      if (column > (indents.at(-2) ?? 0)) {
        // Between two levels: CPython refuses; the line is taken as part of the inner block.
        this.problem('indentation does not match any outer level', this.at, this.at);
        indents[indents.length - 1] = column;
        return;
      }
      indents.pop();
      list.add(Token.Dedent, this.at, this.at);
    }
  }

  protected openBracket(kind: Token, start: number): void {
    if (this.brackets.length === 0) {
      this.openedAt = start;
      this.resumption = undefined;
    }
    this.brackets.push(kind);
  }

  protected closeBracket(kind: Token, start: number): void {
    const { brackets } = this;
    const farthest = Math.max(0, brackets.length - DEEPEST_MISMATCH);
    let open = brackets.length - 1;
    while (open >= farthest && brackets[open] !== kind - 1) open--;
    if (open < farthest) this.problem('bracket was never opened', start, start + 1);
    else while (brackets.length > open) brackets.pop();
  }
}

function nextTabStop(column: number): number {
  return (Math.floor(column / TAB_SIZE) + 1) * TAB_SIZE;
}

/** Not a blank or comment line, and not the end of a bracket. */
function mayStartLine(code: number): boolean {
  return !isLineBreak(code) && code !== 35 && code !== 41 && code !== 93 && code !== 125 && !Number.isNaN(code);
}
