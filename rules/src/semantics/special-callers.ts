/** Special methods that somebody else than Python calls: actors whose constructor is awaited, classes that await it themselves. */
import { moduleOf, namePlace, nodesIn, textOf, type ClassModel, type FunctionModel } from '../model/index.js';
import { isTypeIgnored } from './contradicted-types.js';

/** May the coroutine of an `async def __init__` and the like be awaited after all? */
export function isAwaitedByOthers(method: FunctionModel): boolean {
  const { owner } = method;
  if (isTypeIgnored(moduleOf(method), namePlace(method).start) || isAwaitedInModule(method)) return true;
  return owner !== undefined && (isMadeByDecorator(owner) || isMadeOver(owner));
}

/** `await cls.__init__(self)`, `await Base.__del__(self)` */
function isAwaitedInModule({ name, unit }: FunctionModel): boolean {
  return unit.module.functions.some((fn) => fn.isAsync && nodesIn(fn, 'await').some(({ value }) => (
    value.kind === 'call' && value.callee.kind === 'member' && value.callee.name === name && !/^super\(/.test(textOf(value.callee.object))
  )));
}

/** `@ray.remote class Actor: …`: what stands for the class treats its methods in a way of its own. */
function isMadeByDecorator({ decorators }: ClassModel): boolean {
  return decorators.some((decorator) => !/^@?(?:\w+\.)*(?:dataclass|define|frozen|mutable|attrs|s|final|total_ordering|runtime_checkable|unique)\b/.test(textOf(decorator)));
}

/** `Queue = synchronized(_Queue)`: the same, written out. */
function isMadeOver({ name, unit }: ClassModel): boolean {
  return nodesIn(unit.module.root, 'assignment').some(({ value }) => value?.kind === 'call'
    && value.arguments.some(({ value: given }) => given.kind === 'name' && given.name === name));
}
