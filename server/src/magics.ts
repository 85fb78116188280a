/**
 * IPython lines that are not Python (`%magic`, `!shell`, `files = !ls`, `help?`, `%%cell` magics) become Python that
 * does nothing and is equally long, so that every offset stays. Only lines that cannot be Python are touched: `%` and
 * `!` never start a logical line, but may start a continuation line (`x = (a\n    % b)`), which is why open brackets
 * are counted. A line that is concealed inside a triple-quoted string is still text in that string.
 */

/** The cell's text as plain Python, equally long. */
export function concealMagics(cell: string): string {
  if (/^\s*%%/.test(cell)) return cell.replace(/[^\r\n]/g, ' ');
  if (!/^[ \t]*[%!?]|=[ \t]*[%!]|\?[ \t]*$/m.test(cell)) return cell;
  let depth = 0;
  let isContinued = false;
  return cell.replace(/[^\r\n]+/g, (line) => {
    if (depth === 0 && !isContinued) {
      if (/^[ \t]*(?:[%!?]|[\w.]+\?\??[ \t]*$)/.test(line)) return conceal(line);
      const assigned = /^[ \t]*[\w.,() \t]+=[ \t]*(?=[%!])/.exec(line)?.[0];
      if (assigned !== undefined) return assigned + '0'.padEnd(line.length - assigned.length);
    }
    depth = Math.max(0, depth + bracketsOpened(line));
    isContinued = line.endsWith('\\');
    return line;
  });
}

/** A statement has to stay where one stood (`if x:\n    !ls`): `0` when there is room for nothing else. */
function conceal(line: string): string {
  const indent = line.length - line.trimStart().length;
  const room = line.length - indent;
  return line.slice(0, indent) + (room >= 4 ? 'pass' : '0').padEnd(room);
}

function bracketsOpened(line: string): number {
  const code = line.replace(/(["'])(?:\\.|(?!\1).)*\1/g, '').replace(/#.*/, '');
  return (code.match(/[([{]/g)?.length ?? 0) - (code.match(/[)\]}]/g)?.length ?? 0);
}
