/**
 * What other linters call our traps. A comment that silences theirs silences ours.
 * Sources: the rule lists of flake8-async, Ruff (flake8-async, RUF, pylint), mypy, typescript-eslint, ESLint core,
 * eslint-plugin-promise, eslint-plugin-n.
 */

/** Codes after `# noqa:`. As in flake8, a code in a comment stands for all codes that begin with it. */
export const noqaCodes: Readonly<Record<string, readonly string[]>> = {
  ASYNC100: ['ineffective-timeout'],
  ASYNC101: ['async-generator-cleanup'],
  ASYNC103: ['swallowed-cancellation'],
  ASYNC104: ['swallowed-cancellation'],
  ASYNC105: ['missing-await'],
  ASYNC110: ['busy-wait'],
  ASYNC119: ['async-generator-cleanup'],
  ASYNC210: ['blocking-call'],
  ASYNC211: ['blocking-call'],
  ASYNC212: ['blocking-call'],
  ASYNC220: ['blocking-call'],
  ASYNC221: ['blocking-call'],
  ASYNC222: ['blocking-call'],
  ASYNC230: ['blocking-call'],
  ASYNC231: ['blocking-call'],
  ASYNC232: ['blocking-call'],
  ASYNC240: ['blocking-call'],
  ASYNC250: ['blocking-call'],
  ASYNC251: ['blocking-call'],
  ASYNC300: ['dangling-task'],
  ASYNC900: ['async-generator-cleanup'],
  PLE1142: ['await-outside-async'],
  RUF006: ['dangling-task'],
  RUF029: ['unneeded-async'],
};

/** mypy's error codes in `# type: ignore[…]` that name a trap of ours and nothing else. */
export const mypyCodes: Readonly<Record<string, readonly string[]>> = {
  'unused-awaitable': ['missing-await'],
  'unused-coroutine': ['missing-await'],
};

/** Rules named in `eslint-disable` comments, in full. */
export const eslintRules: Readonly<Record<string, readonly string[]>> = {
  '@typescript-eslint/no-floating-promises': ['missing-await'],
  '@typescript-eslint/no-misused-promises': ['missing-await', 'async-callback'],
  '@typescript-eslint/await-thenable': ['await-non-awaitable'],
  '@typescript-eslint/require-await': ['unneeded-async'],
  'no-async-promise-executor': ['async-callback'],
  'no-await-in-loop': ['sequential-await'],
  'require-atomic-updates': ['race-across-await'],
  'require-await': ['unneeded-async'],
  'n/no-sync': ['blocking-call'],
  'node/no-sync': ['blocking-call'],
};
