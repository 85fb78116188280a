/**
 * TypeScript and JavaScript files: the program of the user's parser when there is one, so that the types are those of
 * the user's project; otherwise a program of that one file, when the project has TypeScript; otherwise nothing.
 */
import type { ParserServices } from '@typescript-eslint/utils';
import type ts from 'typescript';
import type { Analysed } from '../../engine/language-support.js';
import { enginePath, joinPath } from '../../engine/paths.js';
import { lowerTypeScript } from '../../lowering/typescript/index.js';
import type { ModuleModel } from '../../model/index.js';
import { createAnalyses } from '../../semantics/analyses.js';
import { createTypeScriptSemantics } from '../../semantics/typescript/index.js';
import type { TypeScriptCompiler } from '../../syntax/typescript/load.js';
import { compilerOf, installedCompiler } from './compiler-copies.js';
import { SingleFilePrograms } from './single-file-programs.js';

export interface TypeScriptFile {
  readonly analysed: Analysed;
  /** The text of a file of the program, for line numbers. */
  readonly textOf: (path: string) => string | undefined;
}

interface JavaScriptSourceCode {
  readonly text: string;
  readonly parserServices?: unknown;
  readonly ast?: unknown;
}

interface CheckedProgram {
  readonly compiler: TypeScriptCompiler;
  readonly answers: Pick<Analysed, 'semantics' | 'analyses'>;
}

export class TypeScriptPrograms {
  /** `--fix` and editors lint with a new program after each change, a run over a project with the same one for all files. */
  readonly #checked = new WeakMap<ts.Program, CheckedProgram>();
  /** By working directory; undefined where TypeScript is not installed. */
  readonly #singles = new Map<string, SingleFilePrograms | undefined>();

  /** Undefined when there are no types, or not those of this text. */
  analyse(cwd: string, filename: string, sourceCode: JavaScriptSourceCode): TypeScriptFile | undefined {
    const services = servicesOf(sourceCode);
    const program = services.program ?? undefined;
    if (!program) return this.#alone(cwd, filename, sourceCode, services);
    const source = services.esTreeNodeToTSNodeMap?.get(sourceCode.ast);
    if (!source) return undefined;
    const compiler = this.#checked.get(program)?.compiler ?? compilerOf(source, cwd);
    // A parser for another kind of file (Vue, Svelte) gives ESLint a text that is not the program's.
    if (!compiler?.isSourceFile(source) || source.text !== sourceCode.text || program.getSourceFile(source.fileName) !== source) return undefined;
    return this.#file(compiler, program, source);
  }

  #alone(cwd: string, filename: string, { text }: JavaScriptSourceCode, services: Services): TypeScriptFile | undefined {
    const path = scriptPath(cwd, filename, services.esTreeNodeToTSNodeMap ? '.tsx' : '.jsx');
    if (path === undefined || !promiseSources.test(text)) return undefined;
    const programs = this.#programsIn(cwd);
    if (!programs) return undefined;
    const { program, source } = programs.create(path, text);
    return this.#file(programs.compiler, program, source);
  }

  #programsIn(cwd: string): SingleFilePrograms | undefined {
    if (!this.#singles.has(cwd)) {
      const compiler = installedCompiler(cwd);
      this.#singles.set(cwd, compiler && new SingleFilePrograms(compiler));
    }
    return this.#singles.get(cwd);
  }

  #file(compiler: TypeScriptCompiler, program: ts.Program, source: ts.SourceFile): TypeScriptFile {
    let known = this.#checked.get(program);
    if (!known) this.#checked.set(program, (known = { compiler, answers: answersOf(compiler, program) }));
    return {
      analysed: { module: lower(compiler, source), ...known.answers },
      textOf: (path) => program.getSourceFile(path)?.text,
    };
  }
}

/** Where promises come from in a file that sees no other file. Spares the rest from being parsed a second time. */
const promiseSources = /\b(?:async|await|Promise|fetch|import|require|setInterval|setTimeout)\b/;

/** What typescript-eslint's parser gives; the parser services of others are empty. */
interface Services extends Partial<Pick<ParserServices, 'program'>> {
  readonly esTreeNodeToTSNodeMap?: { get(node: unknown): ts.Node | undefined };
}

function servicesOf({ parserServices }: JavaScriptSourceCode): Services {
  return typeof parserServices === 'object' && parserServices !== null ? parserServices : {};
}

function answersOf(compiler: TypeScriptCompiler, program: ts.Program): CheckedProgram['answers'] {
  const semantics = createTypeScriptSemantics(program, compiler, (source) => lower(compiler, source));
  return { semantics, analyses: createAnalyses(semantics) };
}

function lower(compiler: TypeScriptCompiler, source: ts.SourceFile): ModuleModel {
  return lowerTypeScript(compiler, enginePath(source.fileName), source);
}

/** Undefined for files that hold more than a script. A text without a file (`<input>`) gets a name. */
function scriptPath(cwd: string, filename: string, extension: string): string | undefined {
  const name = enginePath(filename);
  if (/^</.test(name)) return joinPath(enginePath(cwd), `input${extension}`);
  if (!/\.[cm]?[jt]sx?$/.test(name)) return undefined;
  return /^(?:\/|[A-Za-z]:\/)/.test(name) ? name : joinPath(enginePath(cwd), name);
}
