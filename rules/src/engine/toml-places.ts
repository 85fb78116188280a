/** Where a key stands in a TOML text: the parser gives values only. Good for messages; a missing answer is no error. */

/** 0-based line and column of the key at `path` (`['tool', 'async-pitfalls', 'rules', 'x']`), or of the nearest key around it. */
export function placeOfKey(text: string, path: readonly string[]): { readonly line: number; readonly column: number } | undefined {
  const lines = text.split(/\r\n|\r|\n/);
  let table: string[] = [];
  let best: { line: number; column: number; depth: number } | undefined;
  const consider = (keys: readonly string[], line: number, column: number): void => {
    const depth = keys.length;
    if (depth <= path.length && keys.every((key, index) => key === path[index]) && depth > (best?.depth ?? 0)) best = { line, column, depth };
  };
  for (const [index, line] of lines.entries()) {
    const column = line.length - line.trimStart().length;
    const header = /^\s*\[\[?([^\]]+)\]\]?\s*(?:#.*)?$/.exec(line);
    if (header) {
      table = keysOf(header[1] ?? '');
      consider(table, index, column);
      continue;
    }
    const pair = /^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=(.*)$/.exec(line);
    if (pair) {
      const keys = [...table, ...keysOf(pair[1] ?? '')];
      consider(keys, index, column);
      // Inline tables: `rules = { "blocking-call" = "off" }`
      for (const inner of (pair[2] ?? '').matchAll(/(?:[{,]\s*)([\w-]+|"[^"]*"|'[^']*')\s*=/g)) {
        const at = line.length - (pair[2] ?? '').length + inner.index + inner[0].indexOf(inner[1] ?? '');
        consider([...keys, ...keysOf(inner[1] ?? '')], index, at);
      }
    }
  }
  return best;
}

function keysOf(dotted: string): string[] {
  return [...dotted.matchAll(/"([^"]*)"|'([^']*)'|([\w-]+)/g)].map(([, double, single, bare]) => double ?? single ?? bare ?? '');
}
