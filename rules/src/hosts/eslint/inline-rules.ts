/** The `rule: level, "other": ["warn", { … }]` of a configuration comment. */
import type { Linter } from 'eslint';

export type InlineRules =
  | { readonly rules: Linter.RulesRecord; readonly mistake?: undefined }
  | { readonly rules?: undefined; /** One sentence. */ readonly mistake: string };

/** Rule names may stand without quotes, and so may levels; anything else is JSON. */
export function readInlineRules(source: string): InlineRules {
  const rules: Linter.RulesRecord = {};
  let rest = source.trim();
  while (rest !== '') {
    const key = /^(?:"([^"]+)"|'([^']+)'|([\w@/-]+))\s*:\s*/.exec(rest);
    if (!key) return { mistake: `A rule name and a colon are expected before \`${rest}\`` };
    rest = rest.slice(key[0].length);
    const end = valueEnd(rest);
    const value = readValue(rest.slice(0, end).trim());
    if (value === undefined) return { mistake: `\`${rest.slice(0, end).trim()}\` is not a level, nor a list of a level and options` };
    rules[key[1] ?? key[2] ?? key[3] ?? ''] = value;
    rest = rest.slice(end).replace(/^,\s*/, '');
  }
  return { rules };
}

/** The offset of the comma after the first value: not one inside brackets or a string. */
function valueEnd(source: string): number {
  let depth = 0;
  for (const { 0: token, index } of source.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},]/g)) {
    if (token === '[' || token === '{') depth++;
    if (token === ']' || token === '}') depth--;
    if (token === ',' && depth === 0) return index;
  }
  return source.length;
}

const levels: readonly unknown[] = ['off', 'warn', 'error', 0, 1, 2] satisfies Linter.RuleSeverity[];

function readValue(source: string): Linter.RuleEntry | undefined {
  const word = /^(["']?)(off|warn|error)\1$/.exec(source)?.[2];
  try {
    const value: unknown = word ?? JSON.parse(source);
    return isEntry(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Options are checked by ESLint against the rule's schema. */
function isEntry(value: unknown): value is Linter.RuleEntry {
  return levels.includes(Array.isArray(value) ? value[0] : value);
}
