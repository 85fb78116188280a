/** Reads the command line. */
import { presets, suggestion, type Preset } from '../../core.js';

export type Format = 'text' | 'json';
export type FixMode = 'none' | 'safe' | 'review';

export interface CheckArguments {
  readonly command: 'check';
  readonly paths: readonly string[];
  readonly format: Format;
  readonly preset: Preset | undefined;
  readonly fix: FixMode;
  readonly stats: 'hide' | 'show';
  readonly color: 'auto' | 'never';
  readonly locale: string | undefined;
  readonly configurationFile: string | undefined;
  readonly python: string | undefined;
  readonly unusedSuppressions: 'ignore' | 'report';
  /** `default` and `none`, or a folder. */
  readonly cache: 'default' | 'none' | { readonly folder: string };
  /** How many files are analysed at the same time; undefined to choose by project and machine. */
  readonly threads: number | undefined;
}

export interface ExplainArguments {
  readonly command: 'explain';
  readonly file: string;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number | undefined;
  readonly python: string | undefined;
  readonly locale: string | undefined;
  readonly format: Format;
  readonly color: 'auto' | 'never';
}

export type Arguments =
  | CheckArguments
  | ExplainArguments
  | { readonly command: 'help' }
  | { readonly command: 'version' }
  | { readonly command: 'mistake'; readonly message: string };

interface OptionKind {
  /** Allowed values; `undefined` for any; `flag` for options without one. */
  readonly values: 'flag' | 'any' | readonly string[];
}

const options: Readonly<Record<string, OptionKind>> = {
  '--format': { values: ['text', 'json'] },
  '--preset': { values: presets },
  '--fix': { values: 'flag' },
  '--fix-review': { values: 'flag' },
  '--stats': { values: 'flag' },
  '--cache-location': { values: 'any' },
  '--no-cache': { values: 'flag' },
  '--threads': { values: 'any' },
  '--no-color': { values: 'flag' },
  '--language': { values: ['en', 'zh-CN'] },
  '--config': { values: 'any' },
  '--python': { values: 'any' },
  '--report-unused-ignores': { values: 'flag' },
  '--help': { values: 'flag' },
  '--version': { values: 'flag' },
};
const shortNames: Readonly<Record<string, string>> = { '-h': '--help', '-V': '--version' };
const commands = ['check', 'explain', 'help'];
const explainOptions: ReadonlySet<string> = new Set(['--format', '--language', '--no-color', '--python']);
const explainUsage = '`async-pitfalls explain FILE:LINE[:COLUMN]`';

/** `words`: what follows the program's name. */
export function readArguments(words: readonly string[]): Arguments {
  const given = new Map<string, string>();
  const rest: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '--') {
      rest.push(...words.slice(index + 1));
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      rest.push(word);
      continue;
    }
    const [written, attached] = splitOnce(word);
    const name = shortNames[written] ?? written;
    const kind = Object.hasOwn(options, name) ? options[name] : undefined;
    if (!kind) return mistake(`There is no option \`${written}\`${suggestion(written, Object.keys(options)) || '; see `async-pitfalls --help`'}`);
    if (kind.values === 'flag') {
      if (attached !== undefined) return mistake(`The option \`${name}\` takes no value`);
      given.set(name, '');
      continue;
    }
    const value = attached ?? words[++index];
    if (value === undefined || value === '') return mistake(`The option \`${name}\` needs a value${valuesOf(kind)}`);
    if (kind.values !== 'any' && !kind.values.includes(value)) {
      return mistake(`\`${value}\` is not a value of \`${name}\`${suggestion(value, kind.values) || valuesOf(kind)}`);
    }
    given.set(name, value);
  }
  return argumentsOf(given, rest);
}

function argumentsOf(given: ReadonlyMap<string, string>, [command, ...paths]: readonly string[]): Arguments {
  if (given.has('--help') || command === 'help') return { command: 'help' };
  if (given.has('--version')) return { command: 'version' };
  if (command === undefined) return mistake('No command is given; `async-pitfalls check` checks this folder, `async-pitfalls --help` tells more');
  if (command === 'explain') return explainArguments(given, paths);
  if (command !== 'check') return mistake(`There is no command \`${command}\`${suggestion(command, commands) || `; to check a path: \`async-pitfalls check ${command}\``}`);
  const threads = given.get('--threads');
  if (threads !== undefined && !/^[1-9]\d?$/.test(threads)) return mistake(`\`${threads}\` is not a number of threads; \`--threads\` takes a whole number from 1 to 99`);
  return {
    command: 'check',
    paths: paths.length > 0 ? paths : ['.'],
    format: given.get('--format') === 'json' ? 'json' : 'text',
    preset: presets.find((preset) => preset === given.get('--preset')),
    fix: given.has('--fix-review') ? 'review' : given.has('--fix') ? 'safe' : 'none',
    stats: given.has('--stats') ? 'show' : 'hide',
    color: given.has('--no-color') ? 'never' : 'auto',
    locale: given.get('--language'),
    configurationFile: given.get('--config'),
    python: given.get('--python'),
    unusedSuppressions: given.has('--report-unused-ignores') ? 'report' : 'ignore',
    cache: cacheOf(given),
    threads: threads === undefined ? undefined : Number(threads),
  };
}

function cacheOf(given: ReadonlyMap<string, string>): CheckArguments['cache'] {
  const folder = given.get('--cache-location');
  if (given.has('--no-cache')) return 'none';
  return folder === undefined ? 'default' : { folder };
}

function explainArguments(given: ReadonlyMap<string, string>, places: readonly string[]): Arguments {
  const foreign = [...given.keys()].find((name) => !explainOptions.has(name));
  if (foreign !== undefined) return mistake(`\`explain\` has no option \`${foreign}\``);
  const [place, another] = places;
  if (place === undefined) return mistake(`No place is given: ${explainUsage}`);
  if (another !== undefined) return mistake(`Only one place can be explained at a time: ${explainUsage}`);
  const [, file, line, column] = /^(.+?):(\d+)(?::(\d+))?$/s.exec(place) ?? [];
  if (file === undefined) return mistake(`\`${place}\` is not a place: ${explainUsage}`);
  if (Number(line) === 0 || column !== undefined && Number(column) === 0) return mistake('Lines and columns count from 1');
  return {
    command: 'explain', file, line: Number(line), column: column === undefined ? undefined : Number(column),
    python: given.get('--python'),
    locale: given.get('--language'),
    format: given.get('--format') === 'json' ? 'json' : 'text',
    color: given.has('--no-color') ? 'never' : 'auto',
  };
}

function mistake(message: string): Arguments {
  return { command: 'mistake', message };
}

function splitOnce(word: string): [string, string | undefined] {
  const equals = word.indexOf('=');
  return equals < 0 ? [word, undefined] : [word.slice(0, equals), word.slice(equals + 1)];
}

function valuesOf({ values }: OptionKind): string {
  return typeof values === 'string' ? '' : `; it takes ${values.map((value) => `\`${value}\``).join(' or ')}`;
}
