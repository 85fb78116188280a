import type { ESLint, Linter } from 'eslint';

/**
 * ```js
 * import asyncPitfalls from 'eslint-plugin-async-pitfalls';
 * export default [...asyncPitfalls.configs.recommended];
 * ```
 */
declare const plugin: ESLint.Plugin & {
  /** One configuration object for Python, one for JavaScript and TypeScript. */
  configs: { recommended: Linter.Config[]; strict: Linter.Config[] };
  /** What the Python files below a folder (the working directory) hold, for `languageOptions.projectDigest` with `--cache`. */
  projectDigest(folder?: string): string;
};

export = plugin;
