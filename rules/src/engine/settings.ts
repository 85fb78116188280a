/** Settings: what the user says, and what that means for each rule. */
import type { OptionSchema, Rule, Target } from '../rules/rule.js';
import type { Level } from './finding.js';
import { hashOf } from './project-index/stored-index.js';

export type Preset = 'recommended' | 'strict';
export const presets: readonly Preset[] = ['recommended', 'strict'];
export const levels: readonly Level[] = ['off', 'info', 'warning', 'error'];

/** A level, or a level and the rule's options. */
export type RuleEntry = Level | readonly [Level, Readonly<Record<string, unknown>>];

/** The one shape of settings everywhere: pyproject.toml, async-pitfalls.json, the editor. */
export interface Settings {
  readonly preset?: Preset;
  readonly rules?: Readonly<Record<string, RuleEntry>>;
  /** Patterns as in .gitignore, relative to the folder of the file they stand in. */
  readonly exclude?: readonly string[];
  /** Lowest version that the code must run on: `3.11`. */
  readonly 'python-version'?: string;
}

/**
 * The target when nothing says one: 3.9, the first version with `asyncio.to_thread`. Fixes written for it run on every
 * later version. It never depends on the interpreter of the machine, so that editor and CI agree.
 */
export const defaultPythonVersion: readonly [number, number] = [3, 9];

export interface RuleSetting {
  readonly level: Level;
  /** The user named a level for this rule, so that it counts for all its findings. */
  readonly isExplicit: boolean;
  /** With defaults filled in. */
  readonly options: Readonly<Record<string, unknown>>;
}

export interface ResolvedSettings {
  readonly rules: ReadonlyMap<string, RuleSetting>;
  readonly target: Target;
}

const keys = new WeakMap<ResolvedSettings, string>();

/** Equal for settings that mean the same. */
export function settingsKey(settings: ResolvedSettings): string {
  let key = keys.get(settings);
  if (key === undefined) keys.set(settings, (key = hashOf(JSON.stringify([[...settings.rules], settings.target]))));
  return key;
}

/**
 * Combines settings, the weakest first (editor, project file, command line): a later preset replaces an earlier one, a
 * later entry for a rule replaces the earlier one for that rule.
 */
export function resolveSettings(rules: readonly Rule[], layers: readonly Settings[], target: Target): ResolvedSettings {
  const preset = layers.findLast((layer) => layer.preset !== undefined)?.preset ?? 'recommended';
  const resolved = new Map<string, RuleSetting>();
  for (const rule of rules) {
    const entry = layers.findLast((layer) => layer.rules && Object.hasOwn(layer.rules, rule.id))?.rules?.[rule.id];
    resolved.set(rule.id, settingOf(rule, preset, entry));
  }
  return { rules: resolved, target };
}

function settingOf(rule: Rule, preset: Preset, entry: RuleEntry | undefined): RuleSetting {
  const defaults = defaultOptions(rule);
  if (entry === undefined) return { level: isInPreset(rule, preset) ? rule.level : 'off', isExplicit: false, options: defaults };
  const [level, options] = typeof entry === 'string' ? [entry, {}] : entry;
  return { level, isExplicit: true, options: { ...defaults, ...options } };
}

/** `recommended` rules are also in `strict`. */
export function isInPreset(rule: Rule, preset: Preset): boolean {
  return preset === 'strict' || rule.preset === 'recommended';
}

export function defaultOptions(rule: Rule): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(rule.options ?? {}).map(([name, schema]) => [name, schema.default]));
}

/** Why a value does not fit an option; undefined when it does. */
export function optionMistake(schema: OptionSchema, value: unknown): string | undefined {
  switch (schema.type) {
    case 'boolean': return typeof value === 'boolean' ? undefined : 'true or false';
    case 'integer':
      return Number.isInteger(value) && Number(value) >= schema.minimum ? undefined : `a whole number of at least ${schema.minimum}`;
    case 'strings':
      return Array.isArray(value) && value.every((item) => typeof item === 'string') ? undefined : 'a list of strings';
  }
}
