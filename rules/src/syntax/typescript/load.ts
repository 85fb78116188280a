/**
 * The only way to the TypeScript compiler at run time: synchronous, because ESLint parses synchronously, and on
 * demand, because a Python-only run must not pay for loading it. Other files use `import type` only and are given the
 * namespace, so that the ESLint host can pass the one that belongs to the user's parser.
 */
import { createRequire } from 'node:module';
import type TypeScript from 'typescript';

/** The compiler's namespace. Nodes of one copy mean nothing to another: pass the copy that made them. */
export type TypeScriptCompiler = typeof TypeScript;

/**
 * The compiler; loaded by the first call (0.1–0.3 s), kept by Node afterwards.
 * Undefined when it is not installed, which can happen in the ESLint plugin only: it uses the user's own copy.
 */
export function loadTypeScript(): TypeScriptCompiler | undefined {
  const load = createRequire(import.meta.url);
  try {
    // scripts/build.mjs puts the place of the copy that lies beside the bundle here.
    return load(process.env.ASYNC_PITFALLS_TYPESCRIPT ?? 'typescript') as TypeScriptCompiler;
  } catch {
    return undefined;
  }
}
