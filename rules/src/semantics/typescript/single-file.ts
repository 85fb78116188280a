/** A program of one text, without libraries and imports: symbols are known, types only as far as the file declares them. */
import type ts from 'typescript';
import { parseTypeScript, scriptKindOf } from '../../syntax/typescript/parse.js';
import type { TypeScriptCompiler } from '../../syntax/typescript/load.js';

/** Never throws and reads nothing. `path` decides between TypeScript, JavaScript and JSX. */
export function createSingleFileProgram(compiler: TypeScriptCompiler, path: string, text: string): { readonly program: ts.Program; readonly source: ts.SourceFile } {
  const target = compiler.ScriptTarget.ESNext;
  const source = parseTypeScript(compiler, path, text, { target, kind: scriptKindOf(compiler, path) });
  const options: ts.CompilerOptions = {
    allowJs: true, noLib: true, noResolve: true, types: [], strict: true, target, jsx: compiler.JsxEmit.Preserve, module: compiler.ModuleKind.ESNext,
  };
  const host: ts.CompilerHost = {
    getSourceFile: (name) => (name === path ? source : undefined),
    getDefaultLibFileName: () => 'lib.d.ts', writeFile: () => undefined, getCurrentDirectory: () => '/', getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true, getNewLine: () => '\n', fileExists: (name) => name === path,
    readFile: (name) => (name === path ? text : undefined), directoryExists: () => false, getDirectories: () => [],
  };
  return { program: compiler.createProgram({ rootNames: [path], options, host }), source };
}
