/** TypeScript and JavaScript semantics, on the compiler's checker. */
import type ts from 'typescript';
import { lowerTypeScript } from '../../lowering/typescript/index.js';
import type { ModuleModel } from '../../model/index.js';
import type { TypeScriptCompiler } from '../../syntax/typescript/load.js';
import { CheckedProgram } from './checked-program.js';
import { TypeScriptSemantics } from './semantics.js';

export { TypeScriptSemantics } from './semantics.js';
export { createSingleFileProgram } from './single-file.js';
export { TypeScriptProject } from './project.js';
export type { CheckedFile, ProjectFiles, ProjectOptions } from './project.js';

/**
 * Semantics over a program, which may be the user's own. Cheap: the checker works when it is asked. The answers hold for
 * this program only.
 *
 * @param compiler the copy of the compiler that made the program
 * @param lower the model of a source file of the program; the same one whenever it is asked
 */
export function createTypeScriptSemantics(
  program: ts.Program, compiler: TypeScriptCompiler,
  lower: (file: ts.SourceFile) => ModuleModel | undefined = (file) => lowerTypeScript(compiler, file.fileName, file),
): TypeScriptSemantics {
  return new TypeScriptSemantics(new CheckedProgram(compiler, program, lower));
}
