/**
 * Programs of one file and the compiler's own declarations: the file's types as far as it does not import them, which
 * are then `any`. The declarations cost half a second once; without them an async function would have no promise type.
 */
import type ts from 'typescript';
import { enginePath, folderOf } from '../../engine/paths.js';
import type { TypeScriptCompiler } from '../../syntax/typescript/load.js';

export class SingleFilePrograms {
  readonly #declarations = new Map<string, ts.SourceFile | undefined>();
  readonly #library: string;
  readonly #options: ts.CompilerOptions;
  /** The program before: what it found out about the declarations is used again. */
  #previous: ts.Program | undefined;

  constructor(readonly compiler: TypeScriptCompiler) {
    this.#options = {
      target: compiler.ScriptTarget.ESNext, module: compiler.ModuleKind.ESNext, jsx: compiler.JsxEmit.Preserve,
      lib: ['lib.esnext.d.ts', 'lib.dom.d.ts'], types: [], allowJs: true, strict: true, noResolve: true, noEmit: true,
    };
    this.#library = folderOf(enginePath(compiler.getDefaultLibFilePath(this.#options)));
  }

  /** `path`: its extension decides how the text is read. Nothing is read but the compiler's declarations. */
  create(path: string, text: string): { readonly program: ts.Program; readonly source: ts.SourceFile } {
    const { compiler } = this;
    // As a module, whatever it holds: what a script declares would merge with the declarations of the same names.
    const asModule = { languageVersion: compiler.ScriptTarget.ESNext, setExternalModuleIndicator: (file: ts.SourceFile) => void Object.assign(file, { externalModuleIndicator: true }) };
    const source = compiler.createSourceFile(path, text, asModule, true);
    const fileOf = (name: string): ts.SourceFile | undefined => (name === path ? source : this.#declaration(name));
    const host: ts.CompilerHost = {
      getSourceFile: fileOf,
      fileExists: (name) => fileOf(name) !== undefined,
      readFile: (name) => fileOf(name)?.text,
      getDefaultLibFileName: (options) => compiler.getDefaultLibFilePath(options),
      getDefaultLibLocation: () => this.#library,
      getCurrentDirectory: () => folderOf(path),
      directoryExists: () => false,
      getDirectories: () => [],
      getCanonicalFileName: (name) => name,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => '\n',
      writeFile: () => undefined,
    };
    const program = compiler.createProgram({ rootNames: [path], options: this.#options, host, oldProgram: this.#previous });
    this.#previous = program;
    return { program, source };
  }

  #declaration(name: string): ts.SourceFile | undefined {
    if (folderOf(enginePath(name)) !== this.#library) return undefined;
    if (!this.#declarations.has(name)) {
      const text = this.compiler.sys.readFile(name);
      this.#declarations.set(name, text === undefined ? undefined : this.compiler.createSourceFile(name, text, this.compiler.ScriptTarget.ESNext));
    }
    return this.#declarations.get(name);
  }
}
