/** What declarations say must be what the checker says: the same program is asked both ways. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import ts from 'typescript';
import { CheckedProgram } from './checked-program.js';
import { DeclaredResults } from './declared-results.js';

const SOURCE = `
declare function log(text: string): void;
declare function text(): string;
declare function wait(): Promise<void>;
declare function both(a: string): string;
declare function both(a: number): Promise<string>;
declare function generic<T>(value: T): T;
declare function either(): string | Promise<string>;
declare const held: () => Promise<void>;
async function load(): Promise<string> { return text(); }
async function inferred() { return 1; }
async function* steps() { yield 1; }
function plain() { return wait(); }
interface Store { get(key: string): Promise<string>; has(key: string): boolean; all(): string[]; opened: () => Promise<void> }
declare const store: Store | undefined;
namespace own { class Promise {} export declare function make(): Promise; }
log('a'); text(); wait(); both('a'); both(1); generic(1); either(); held(); load(); inferred(); steps(); plain();
store?.get('a'); store!.has('a'); store!.all(); store!.opened(); own.make(); (wait() as unknown as string); (load());
`;

test('what declarations say of calls', () => {
  const path = '/declared.ts';
  const source = ts.createSourceFile(path, SOURCE, ts.ScriptTarget.ES2022, true);
  const host = ts.createCompilerHost({});
  const program = ts.createProgram({
    rootNames: [path], options: { target: ts.ScriptTarget.ES2022, types: [], strict: true },
    host: { ...host, getSourceFile: (name, version) => (name === path ? source : host.getSourceFile(name, version)), fileExists: (name) => name === path || host.fileExists(name) },
  });
  const declared = new DeclaredResults(new CheckedProgram(ts, program, () => undefined));
  const checker = program.getTypeChecker();
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const result = declared.of(node);
      found.push(`${node.getText(source)} ${result ?? '?'}`);
      const type = checker.getNonNullableType(checker.getTypeAtLocation(node));
      if (result !== undefined) assert.equal(type.getProperty('then') !== undefined, result === 'yes', node.getText(source));
    }
    ts.forEachChild(node, visit);
  };
  for (const statement of source.statements) if (ts.isExpressionStatement(statement)) visit(statement);
  assert.deepEqual(found, [
    "log('a') no", 'text() no', 'wait() yes', "both('a') ?", 'both(1) ?', 'generic(1) ?', 'either() ?', 'held() ?', 'load() yes', 'inferred() yes', 'steps() ?', 'plain() ?',
    "store?.get('a') yes", "store!.has('a') no", 'store!.all() no', 'store!.opened() ?', 'own.make() ?', 'wait() ?', 'load() yes',
  ]);
});
