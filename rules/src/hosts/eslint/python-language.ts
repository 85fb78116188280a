/** The language `async-pitfalls/python` of the ESLint plugin. */
import { suggestion } from '../../engine/closest-name.js';
import { parsePythonVersion } from '../../engine/python-version.js';
import { PythonSourceCode, type PythonRoot } from './python-source-code.js';

interface PythonLanguageOptions {
  /** Lowest version that the code must run on, `3.11`; otherwise `requires-python` of pyproject.toml. */
  readonly pythonVersion?: string;
  /** Environment or interpreter whose packages are read, relative to the working directory; found by itself otherwise. */
  readonly python?: string;
  /**
   * Anything that changes when other files of the project do, such as `projectDigest()`. It does nothing but become a
   * part of ESLint's cache key: results depend on imported modules, and `--cache` looks at one file only.
   */
  readonly projectDigest?: string;
}

const options: readonly string[] = ['pythonVersion', 'python', 'projectDigest'] satisfies (keyof PythonLanguageOptions)[];

/** A configuration object without `files` sets these for all files; they mean nothing here and are no mistake. */
const javaScriptOptions: readonly string[] = ['ecmaVersion', 'sourceType', 'globals', 'parser', 'parserOptions'];

interface File {
  readonly body: string | Uint8Array;
  readonly bom: boolean;
}

export const pythonLanguage = {
  fileType: 'text' as const,
  lineStart: 1 as const,
  columnStart: 0 as const,
  nodeTypeKey: 'type',
  visitorKeys: { Module: [] as string[] },
  /** Rules for JavaScript read these without looking whether they are there. */
  defaultLanguageOptions: { parserOptions: {}, globals: {} },

  /** Throws a `TypeError` that names the first mistake. */
  validateLanguageOptions(languageOptions: Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(languageOptions)) {
      if (javaScriptOptions.includes(name) || value === undefined) continue;
      if (!options.includes(name)) throw new TypeError(`There is no option \`${name}\` for Python${suggestion(name, options)}`);
      if (typeof value !== 'string') throw new TypeError(`\`${name}\` must be a string`);
    }
    const { pythonVersion } = languageOptions;
    if (typeof pythonVersion === 'string' && !parsePythonVersion(pythonVersion)) {
      throw new TypeError(`\`pythonVersion\` must be a version such as "3.11", not "${pythonVersion}"`);
    }
  },

  /**
   * Never fails: a syntax error must not hide the findings in the rest of the file, and Python's own tools report it
   * better. Rules keep quiet in the functions that contain one.
   */
  parse(file: File): { ok: true; ast: PythonRoot; sourceCode: PythonSourceCode } {
    const sourceCode = sourceCodeOf(file);
    return { ok: true, ast: sourceCode.ast, sourceCode };
  },

  createSourceCode(file: File, parsed: Readonly<Record<string, unknown>>): PythonSourceCode {
    const { sourceCode } = parsed;
    return sourceCode instanceof PythonSourceCode ? sourceCode : sourceCodeOf(file);
  },
};

function sourceCodeOf({ body, bom }: File): PythonSourceCode {
  return new PythonSourceCode(typeof body === 'string' ? body : new TextDecoder().decode(body), bom);
}
