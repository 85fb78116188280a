/** Everything that is done with one queue: by the function that makes it, and by those that it is handed to. */
import {
  functionOf, mentionsOf, moduleOf, resolveName, scopeOf, walk,
  type AssignmentStatement, type CallExpression, type Expression, type FunctionModel, type Node, type Variable,
} from '../model/index.js';
import type { Semantics } from './semantics.js';

export interface QueueOperation {
  /** `get`, `put`, `task_done`, `join` … */
  readonly name: string;
  readonly call: CallExpression;
  readonly fn: FunctionModel;
}

export interface QueueUses {
  readonly operations: readonly QueueOperation[];
  /** It also goes where it cannot be followed. */
  readonly escapes: boolean;
}

/** How far a queue is followed from argument to parameter. */
const DEPTH = 3;

/** The uses of the queue that `name = asyncio.Queue()` or `self.name = asyncio.Queue()` makes; undefined for other statements. */
export function usesOfNewQueue(made: AssignmentStatement, semantics: Semantics): QueueUses | undefined {
  const [target, ...others] = made.targets;
  if (!target || others.length > 0 || made.value?.kind !== 'call' || !isQueue(made.value, semantics)) return undefined;
  const uses = new Uses(semantics);
  if (target.kind === 'name') {
    const variable = resolveName(target);
    if (variable?.bindings.length !== 1) return undefined;
    uses.ofVariable(variable, DEPTH);
  } else if (target.kind === 'member') uses.ofAttribute(target, target.name);
  else return undefined;
  return uses;
}

function isQueue(call: CallExpression, semantics: Semantics): boolean {
  const { library, complete } = semantics.targets(call);
  return complete && library.length > 0 && library.every(({ name, facts }) => facts.role === 'queue' && name.startsWith('asyncio.'));
}

class Uses implements QueueUses {
  readonly operations: QueueOperation[] = [];
  escapes = false;
  readonly #seen = new Set<Variable>();

  constructor(readonly semantics: Semantics) {}

  ofVariable(variable: Variable, depth: number): void {
    if (this.#seen.has(variable)) return;
    this.#seen.add(variable);
    const bound = new Set(variable.bindings.map((binding) => binding.name));
    for (const mention of mentionsOf(variable)) if (!bound.has(mention)) this.#mention(mention, depth);
  }

  ofAttribute(made: Expression, name: string): void {
    walk(moduleOf(made).root, (node) => {
      if (node.kind === 'member' && node.name === name && node !== made) this.#mention(node, DEPTH);
    });
  }

  #mention(mention: Expression, depth: number): void {
    const { parent } = mention;
    const call: Node | undefined = parent?.kind === 'member' ? parent.parent : parent?.parent;
    if (parent?.kind === 'member' && call?.kind === 'call' && call.callee === parent) {
      this.operations.push({ name: parent.name, call, fn: functionOf(call) });
    } else if (parent?.kind === 'argument' && call?.kind === 'call' && depth > 0) this.#handedTo(call, parent, depth);
    else this.escapes = true;
  }

  #handedTo(call: CallExpression, argument: CallExpression['arguments'][number], depth: number): void {
    const { functions, library, complete } = this.semantics.targets(call);
    const [fn, ...others] = functions;
    const parameter = fn && complete && others.length + library.length === 0 ? this.semantics.parameterFor(call, argument) : undefined;
    const variable = fn && parameter?.name !== undefined && parameter.form !== 'rest' ? scopeOf(fn).variables.get(parameter.name) : undefined;
    if (variable?.bindings.length === 1) this.ofVariable(variable, depth - 1);
    else this.escapes = true;
  }
}
