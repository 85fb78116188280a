/** The ESLint plugin: `eslint-plugin-async-pitfalls`. */
import type { ESLint } from 'eslint';
import { name, version } from '../../../package.json';
import { rules } from '../../rules/index.js';
import { configsFor, type Configs } from './configs.js';
import { eslintRule, namespace } from './eslint-rule.js';
import { LintSession } from './lint-session.js';
import { projectDigest } from './project-digest.js';
import { pythonLanguage } from './python-language.js';

type Plugin = ESLint.Plugin & { configs: Configs; projectDigest: typeof projectDigest };

/** What it keeps between files (parsed modules, engines) lives in its session. */
function createPlugin(): Plugin {
  const session = new LintSession();
  const plugin: ESLint.Plugin = {
    meta: { name, version, namespace },
    languages: { python: pythonLanguage },
    rules: Object.fromEntries(rules.map((rule) => [rule.id, eslintRule(rule, session)])),
  };
  // The configurations name the plugin itself: ESLint takes two different objects under one name for a conflict.
  return Object.assign(plugin, { configs: configsFor(plugin), projectDigest });
}

export default createPlugin();
