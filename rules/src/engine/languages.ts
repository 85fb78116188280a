/** The built-in front ends. The TypeScript compiler itself is loaded when the first TypeScript file is checked. */
import type { Language } from '../model/index.js';
import type { LoadLanguage } from './language-support.js';
import { createPythonSupport } from './python-support.js';
import { createTypeScriptSupport } from './typescript-support.js';

export const languageLoaders: Readonly<Record<Language, LoadLanguage>> = {
  python: createPythonSupport,
  typescript: createTypeScriptSupport,
};
