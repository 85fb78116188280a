/**
 * Types written as text in data tables: `str`, `None`, `self`, `list[$0]`, `tuple[$0, $1] | None`. `$n` is the receiver's
 * n-th type argument, `self` the receiver. An unreadable type is unknown.
 */
import { NONE, classValue, instance, tuple, union, unknown } from './value.js';
import type { Value } from './value.js';

export interface TypeContext {
  readonly self: Value | undefined;
  readonly args: readonly Value[];
}

const NO_CONTEXT: TypeContext = { self: undefined, args: [] };

export function parseType(text: string, context: TypeContext = NO_CONTEXT): Value {
  const reader = new TypeReader(text, context);
  const value = reader.union();
  return reader.atEnd ? value : unknown(`is declared as \`${text}\``);
}

class TypeReader {
  #at = 0;
  readonly #tokens: readonly string[];

  constructor(readonly text: string, readonly context: TypeContext) {
    this.#tokens = text.match(/[\w.$:]+|[[\],|]/g) ?? [];
  }

  get atEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  union(): Value {
    const members = [this.#single()];
    while (this.#take('|')) members.push(this.#single());
    return union(members);
  }

  #single(): Value {
    const name = this.#tokens[this.#at++] ?? '';
    const args: Value[] = [];
    if (this.#take('[')) {
      do args.push(this.union()); while (this.#take(','));
      this.#take(']');
    }
    return this.#make(name, args);
  }

  #make(name: string, args: readonly Value[]): Value {
    if (name === 'None') return NONE;
    if (name === 'self') return this.context.self ?? unknown('has no known receiver');
    if (name.startsWith('$')) return this.context.args[Number(name.slice(1))] ?? unknown('has no known element type');
    if (name === '' || name === 'Any' || name === 'object') return unknown('is declared as `Any`');
    if (name === 'type') return args[0]?.kind === 'instance' ? classValue(args[0].cls, args[0].args) : unknown('is a class');
    if (name === 'tuple' && args.length > 0) return tuple(args);
    return instance(name, args);
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at++;
    return true;
  }
}
