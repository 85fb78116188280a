/** Line starts of a text, found on first use. Line ends are `\n`, `\r\n` and `\r`, as in Python and LSP. */
export interface Position {
  /** 0-based. */
  readonly line: number;
  /** 0-based, in UTF-16 code units. */
  readonly character: number;
}

export class LineIndex {
  #starts: readonly number[] | undefined;

  constructor(readonly text: string) {}

  get lineCount(): number {
    return this.#lineStarts().length;
  }

  /** The position of an offset; offsets outside the text are clamped. */
  positionAt(offset: number): Position {
    const starts = this.#lineStarts();
    const clamped = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= clamped) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: clamped - (starts[low] ?? 0) };
  }

  /** The offset of a position; a character past the line's end gives the line's end. */
  offsetAt(position: Position): number {
    const starts = this.#lineStarts();
    if (position.line < 0) return 0;
    if (position.line >= starts.length) return this.text.length;
    const start = starts[position.line] ?? 0;
    const limit = this.lineEnd(position.line);
    return Math.max(start, Math.min(start + position.character, limit));
  }

  lineStart(line: number): number {
    return this.#lineStarts()[line] ?? this.text.length;
  }

  /** Offset of the line's end, its line break excluded. */
  lineEnd(line: number): number {
    const next = this.#lineStarts()[line + 1];
    if (next === undefined) return this.text.length;
    const isCrLf = this.text.charCodeAt(next - 1) === 10 && this.text.charCodeAt(next - 2) === 13;
    return next - (isCrLf ? 2 : 1);
  }

  lineText(line: number): string {
    return this.text.slice(this.lineStart(line), this.lineEnd(line));
  }

  /** The white space a line begins with. */
  indentAt(offset: number): string {
    const text = this.lineText(this.positionAt(offset).line);
    return text.slice(0, text.length - text.trimStart().length);
  }

  #lineStarts(): readonly number[] {
    if (this.#starts) return this.#starts;
    const starts = [0];
    const { text } = this;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 13 && text.charCodeAt(i + 1) === 10) i++;
      if (code === 10 || code === 13) starts.push(i + 1);
    }
    return (this.#starts = starts);
  }
}
