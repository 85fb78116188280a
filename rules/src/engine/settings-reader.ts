/** From whatever a user wrote to valid settings, and one sentence for each mistake. What is right still applies. */
import type { Rule } from '../rules/rule.js';
import { suggestion } from './closest-name.js';
import { parsePythonVersion } from './python-version.js';
import { levels, optionMistake, presets, type RuleEntry, type Settings } from './settings.js';
import type { Level } from './finding.js';

export interface SettingsMistake {
  /** Keys (and positions in lists) down to what is wrong. */
  readonly path: readonly string[];
  /** One sentence with the remedy. */
  readonly message: string;
}

export interface ReadSettings {
  readonly settings: Settings;
  readonly mistakes: readonly SettingsMistake[];
}

const keys = ['preset', 'rules', 'exclude', 'python-version'] as const;

/** Never throws; `value` may be anything. */
export function readSettings(value: unknown, rules: readonly Rule[]): ReadSettings {
  const mistakes: SettingsMistake[] = [];
  const wrong = (path: readonly string[], message: string): undefined => void mistakes.push({ path, message });
  if (!isTable(value)) {
    wrong([], `The settings must be an object, not ${describe(value)}`);
    return { settings: {}, mistakes };
  }
  for (const key of Object.keys(value)) {
    if (key === '$schema' || keys.some((known) => known === key)) continue;
    const isRule = rules.some((rule) => rule.id === key);
    wrong([key], isRule
      ? `The rule \`${key}\` stands outside \`rules\`; move it there`
      : `There is no setting \`${key}\`${suggestion(key, keys) || `; the settings are ${list(keys)}`}`);
  }
  return {
    settings: {
      ...optional('preset', readPreset(value['preset'], wrong)),
      ...optional('rules', readRules(value['rules'], rules, wrong)),
      ...optional('exclude', readExclude(value['exclude'], wrong)),
      ...optional('python-version', readPythonVersion(value['python-version'], wrong)),
    },
    mistakes,
  };
}

type Wrong = (path: readonly string[], message: string) => undefined;

function readPreset(value: unknown, wrong: Wrong): Settings['preset'] {
  if (value === undefined) return undefined;
  const preset = presets.find((known) => known === value);
  return preset ?? wrong(['preset'], `There is no preset ${describe(value)}${near(value, presets)}; the presets are ${list(presets)}`);
}

function readExclude(value: unknown, wrong: Wrong): Settings['exclude'] {
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  return wrong(['exclude'], `\`exclude\` must be a list of patterns such as ["build/"], not ${describe(value)}`);
}

function readPythonVersion(value: unknown, wrong: Wrong): Settings['python-version'] {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && parsePythonVersion(value)) return value;
  return wrong(['python-version'], `\`python-version\` must be a version such as "3.11", not ${describe(value)}`);
}

function readRules(value: unknown, rules: readonly Rule[], wrong: Wrong): Settings['rules'] {
  if (value === undefined) return undefined;
  if (!isTable(value)) return wrong(['rules'], `\`rules\` must map rule names to levels, not be ${describe(value)}`);
  const entries: Record<string, RuleEntry> = {};
  for (const [id, entry] of Object.entries(value)) {
    const rule = rules.find((known) => known.id === id);
    if (!rule) wrong(['rules', id], `There is no rule \`${id}\`${suggestion(id, rules.map((known) => known.id)) || '; remove the entry'}`);
    const valid = rule && readEntry(rule, entry, wrong);
    if (valid !== undefined) entries[id] = valid;
  }
  return entries;
}

function readEntry(rule: Rule, entry: unknown, wrong: Wrong): RuleEntry | undefined {
  const path = ['rules', rule.id];
  const [level, options, ...more] = Array.isArray(entry) ? entry as readonly unknown[] : [entry];
  const known = levels.find((name) => name === level);
  if (known === undefined) return wrong(path, `\`${rule.id}\` has no level ${describe(level)}${near(level, levels)}; the levels are ${list(levels)}`);
  if (options === undefined && more.length === 0) return known;
  if (more.length > 0 || !isTable(options)) return wrong(path, `\`${rule.id}\` takes a level, or a list of a level and an options object`) ?? known;
  return [known, readOptions(rule, options, wrong)] satisfies [Level, Record<string, unknown>];
}

function readOptions(rule: Rule, options: Readonly<Record<string, unknown>>, wrong: Wrong): Record<string, unknown> {
  const schemas = rule.options ?? {};
  const valid: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(options)) {
    const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
    const path = ['rules', rule.id, '1', name];
    const expected = schema && optionMistake(schema, value);
    if (!schema) {
      const names = Object.keys(schemas);
      const remedy = suggestion(name, names) || (names.length > 0 ? `; its options are ${list(names)}` : '; it has no options');
      wrong(path, `\`${rule.id}\` has no option \`${name}\`${remedy}`);
    } else if (expected) {
      wrong(path, `The option \`${name}\` of \`${rule.id}\` must be ${expected}, not ${describe(value)}`);
    } else {
      valid[name] = value;
    }
  }
  return valid;
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): Partial<Record<Key, Value>> {
  return value === undefined ? {} : { [key]: value } as Record<Key, Value>;
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function near(value: unknown, candidates: readonly string[]): string {
  return typeof value === 'string' ? suggestion(value, candidates).replace('?', '') : '';
}

function list(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}

/** A short name for a value in a sentence. */
function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return `"${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`;
  return String(value);
}
