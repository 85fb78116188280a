/**
 * What other modules can observe of a module: a digest. The bodies of plain functions count as they are written, since
 * their callers depend on what they run and return; of an `async def`'s body only what it returns, yields, calls and writes.
 */
import { createHash } from 'node:crypto';
import { Kept } from '../../model/index.js';
import type { FunctionModel, ModuleModel } from '../../model/index.js';
import { functionStatements } from './summary-walk.js';

const digests = new Kept<ModuleModel, string>();

/** A digest that is equal for two versions of a module when no other module can tell them apart. */
export function summaryOf(module: ModuleModel): string {
  let digest = digests.get(module);
  if (digest === undefined) digests.set(module, (digest = digestOf(module)));
  return digest;
}

function digestOf(module: ModuleModel): string {
  const hash = createHash('sha256');
  const { text } = module;
  let position = 0;
  for (const { fn, start, bodyStart, end } of functionStatements(module)) {
    hash.update(withoutNoise(text.slice(position, bodyStart)));
    hash.update(bodyOf(fn, text.slice(bodyStart, end)));
    position = Math.max(end, start);
  }
  hash.update(withoutNoise(text.slice(position)));
  return hash.digest('hex');
}

/** A function that an edit left alone is the same object in the new model, with the same text. */
const bodies = new Kept<FunctionModel, string>();

function bodyOf(fn: FunctionModel, written: string): string {
  let body = bodies.get(fn);
  if (body === undefined) bodies.set(fn, (body = fn.isAsync ? observable(written) : withoutNoise(written)));
  return body;
}

/** Comments at line ends and blank lines change nothing. A `#` inside a string is kept: then more counts, never less. */
function withoutNoise(text: string): string {
  return text.split(/\r\n|\r|\n/).map((line) => (/["']/.test(line) ? line : line.replace(/#.*$/, '')).trimEnd()).filter((line) => line !== '').join('\n');
}

/** The lines of an async body that its callers can notice. */
function observable(body: string): string {
  const lines = withoutNoise(body).split('\n');
  return lines.filter((line) => /\b(return|yield|global|nonlocal|raise|self|cls|def|class|import|lambda)\b|\(|\.\w+\s*[-+*/|&^%]?=/.test(line)).join('\n');
}
