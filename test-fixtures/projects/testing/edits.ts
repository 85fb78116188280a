/** Edits as people make them, chosen at random but always the same for a seed. */

/** Whole numbers from 0 to below `limit`, the same row for the same seed (mulberry32). */
export type Choose = (limit: number) => number;

export function chooser(seed: number): Choose {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

export type Edit = (lines: readonly string[], choose: Choose) => readonly string[];

const swap = (lines: readonly string[], at: number, line: string): readonly string[] => [...lines.slice(0, at), line, ...lines.slice(at + 1)];

/** What people do: most leave the file valid, some change what other files see, some break it. */
export const edits: Readonly<Record<string, Edit>> = {
  'delete a line': (lines, choose) => lines.toSpliced(choose(lines.length), 1),
  'repeat a line': (lines, choose) => {
    const at = choose(lines.length);
    return lines.toSpliced(at, 0, lines[at] ?? '');
  },
  'insert an empty line': (lines, choose) => lines.toSpliced(choose(lines.length), 0, ''),
  'drop an await': (lines, choose) => onLineWith(lines, choose, 'await ', (line) => line.replace('await ', '')),
  'drop an async': (lines, choose) => onLineWith(lines, choose, 'async ', (line) => line.replace('async ', '')),
  'add an async': (lines, choose) => onLineWith(lines, choose, /^\s*(?:def|export function)\b/, (line) => line.replace(/def|function/, 'async $&')),
  'rename a definition': (lines, choose) => onLineWith(lines, choose, /\b(?:def|class|function) \w/, (line) => line.replace(/(def|class|function) (\w+)/, '$1 $2_')),
  'type a character': (lines, choose) => {
    const at = choose(lines.length);
    const line = lines[at] ?? '';
    const column = choose(line.length + 1);
    return swap(lines, at, line.slice(0, column) + '(:."x'.charAt(choose(5)) + line.slice(column));
  },
};

function onLineWith(lines: readonly string[], choose: Choose, part: string | RegExp, edit: (line: string) => string): readonly string[] {
  const fitting = lines.flatMap((line, index) => (line.search(part) >= 0 ? [index] : []));
  const at = fitting[choose(Math.max(fitting.length, 1))];
  return at === undefined ? lines : swap(lines, at, edit(lines[at] ?? ''));
}
