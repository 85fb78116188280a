/** Circumstances in which waiting on the loop costs little: tests, development, before anybody is served, for an instant. */
import { Kept, textOf, nodesIn, type Expression, type FunctionModel, type ModuleModel, type Node } from '../model/index.js';
import { conditionsAt } from './conditions.js';

export type Circumstance = 'test' | 'development' | 'start-up' | 'instant';

/** Is the code part of tests: their files, and modules that bring fixtures and helpers for them? */
export function isTestCode(module: ModuleModel): boolean {
  return /\/tests\/|\/(?:test_[^/]*|[^/]*_test|conftest)\.py$|\.(?:test|spec)\.[cm]?[jt]sx?$/.test(module.path) || usesPytest(module);
}

const pytestUsers = new Kept<ModuleModel, boolean>();

/** Read off the text: modules that need pytest to be imported at all. */
function usesPytest(module: ModuleModel): boolean {
  let uses = pytestUsers.get(module);
  if (uses === undefined) pytestUsers.set(module, (uses = /^(?:import|from) pytest(?:_asyncio)?\b/m.test(module.text)));
  return uses;
}

/** Does the node run in development mode only: `if settings.DEBUG: …`? What the name means is for people; here it only says how often. */
export function isForDevelopment(node: Node): boolean {
  return conditionsAt(node).some(({ test, holds }) => holds && /(?:^|_)(?:dev|develop|development|debug)(?:_?mode)?$/i.test(lastNameOf(test)));
}

function lastNameOf(test: Expression): string {
  return test.kind === 'name' || test.kind === 'member' ? test.name : '';
}

/** In front of the `yield` of an application's lifespan nobody is served yet (ASGI, "Lifespan Protocol"). */
export function isBeforeServing(node: Node, fn: FunctionModel): boolean {
  if (!fn.isAsync || !fn.isGenerator || !isLifespan(fn)) return false;
  const [first] = nodesIn(fn, 'yield');
  return first !== undefined && node.end <= first.start;
}

function isLifespan({ name, parameters }: FunctionModel): boolean {
  const annotation = parameters[0]?.annotation;
  return /(?:^|_)lifespan$/.test(name) || (annotation !== undefined && /(?:^|\.)(?:FastAPI|Starlette|Litestar)["']?$/.test(textOf(annotation)));
}

/** Shorter than this a pause is no longer than reading a small file. */
const INSTANT_SECONDS = 0.01;

/** `time.sleep(0.001)` */
export function isInstant(node: Node): boolean {
  const seconds = node.kind === 'call' ? node.arguments[0]?.value : undefined;
  return seconds?.kind === 'literal' && typeof seconds.value === 'number' && seconds.value <= INSTANT_SECONDS;
}
