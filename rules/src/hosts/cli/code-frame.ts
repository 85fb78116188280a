/** The reported lines of code with the range underlined. */
import type { LineIndex } from '../../core.js';
import type { Paint } from './style.js';

const maximumLines = 4;
const maximumWidth = 160;

/** Lines from `start` to `end`, each with its number, the range underlined by `^`. Long ranges show their beginning. */
export function codeFrame(lines: LineIndex, start: number, end: number, paint: Paint): string[] {
  const first = lines.positionAt(start);
  const last = lines.positionAt(Math.max(start, end));
  const shownLast = Math.min(last.line, first.line + maximumLines - 1);
  const gutter = String(shownLast + 1).length;
  const frame: string[] = [];
  for (let line = first.line; line <= shownLast; line++) {
    const text = lines.lineText(line);
    const from = line === first.line ? first.character : text.length - text.trimStart().length;
    const to = line === last.line ? last.character : text.trimEnd().length;
    // A long line is shown from a little before the range.
    const cut = from > maximumWidth - 40 ? from - 40 : 0;
    const shown = printable(text.slice(cut, cut + maximumWidth));
    frame.push(`${paint(`${String(line + 1).padStart(gutter)} |`, 'dim')} ${cut > 0 ? '…' : ''}${shown}`);
    const before = text.slice(cut, from);
    const marked = text.slice(from, Math.min(Math.max(to, from + 1), cut + maximumWidth));
    const underline = `${' '.repeat(displayWidth(before) + (cut > 0 ? 1 : 0))}${paint('^'.repeat(Math.max(1, displayWidth(marked))), 'red')}`;
    frame.push(`${paint(`${' '.repeat(gutter)} |`, 'dim')} ${underline}`);
  }
  if (shownLast < last.line) frame.push(paint(`${' '.repeat(gutter)} | …`, 'dim'));
  return frame;
}

const tab = '    ';

/** Tabs get a fixed width and control characters a visible form, so that nothing moves the underline or the terminal. */
function printable(text: string): string {
  return text.replace(/\t/g, tab).replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '·');
}

/** Columns that a text takes on a terminal: two for East Asian wide characters and emoji (UAX #11, by blocks). */
export function displayWidth(text: string): number {
  let width = 0;
  for (const char of printable(text)) width += isWide(char.codePointAt(0) ?? 0) ? 2 : /\p{Mn}/u.test(char) ? 0 : 1;
  return width;
}

const wideBlocks: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f], [0x2e80, 0x303e], [0x3041, 0xa4cf], [0xac00, 0xd7a3], [0xf900, 0xfaff], [0xfe30, 0xfe6f],
  [0xff00, 0xff60], [0xffe0, 0xffe6], [0x1f300, 0x1f64f], [0x1f900, 0x1f9ff], [0x20000, 0x3fffd],
];

function isWide(code: number): boolean {
  return wideBlocks.some(([first, last]) => code >= first && code <= last);
}
