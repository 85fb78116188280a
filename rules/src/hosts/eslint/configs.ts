/** The shared configurations: one object per language, because ESLint refuses a rule for a language it does not list. */
import type { ESLint, Linter } from 'eslint';
import { isInPreset, type Preset } from '../../engine/settings.js';
import type { Language } from '../../model/index.js';
import { rules } from '../../rules/index.js';
import { eslintLanguages, namespace } from './eslint-rule.js';

export type Configs = Record<Preset, Linter.Config[]>;

/** Flat configurations for `export default [...]`; `plugin` must be the object that users get. */
export function configsFor(plugin: ESLint.Plugin): Configs {
  return { recommended: configFor('recommended', plugin), strict: configFor('strict', plugin) };
}

function configFor(preset: Preset, plugin: ESLint.Plugin): Linter.Config[] {
  const plugins = { [namespace]: plugin };
  return [
    {
      name: `${namespace}/${preset}/python`, files: ['**/*.py'], language: eslintLanguages.python,
      plugins, rules: levelsFor(preset, 'python'),
    },
    {
      // Not `files`: that would make `eslint .` take up TypeScript files for which there may be no parser.
      name: `${namespace}/${preset}/javascript`, ignores: ['**/*', '!**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'],
      plugins, rules: levelsFor(preset, 'typescript'),
    },
  ];
}

function levelsFor(preset: Preset, language: Language): Record<string, 'error' | 'warn'> {
  return Object.fromEntries(rules
    .filter((rule) => rule.languages[language] === true && isInPreset(rule, preset))
    .map((rule) => [`${namespace}/${rule.id}`, rule.level === 'error' ? 'error' : 'warn']));
}
