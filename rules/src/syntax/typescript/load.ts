/**
 * The only way to the TypeScript compiler at run time: synchronous, because ESLint parses synchronously, and on
 * demand, because a Python-only run must not pay for loading it. Other files use `import type` only.
 */
import { createRequire } from 'node:module';
import type TypeScript from 'typescript';

/**
 * The compiler; loaded by the first call (0.1–0.3 s), kept by Node afterwards.
 * Throws when it is not installed, which can happen in the ESLint plugin only: it uses the user's own copy.
 */
export function loadTypeScript(): typeof TypeScript {
  const load = createRequire(import.meta.url);
  // scripts/build.mjs puts the place of the copy that lies beside the bundle here.
  return load(process.env.ASYNC_PITFALLS_TYPESCRIPT ?? 'typescript') as typeof TypeScript;
}
