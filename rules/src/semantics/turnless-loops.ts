/** Loops that go round for ever without giving the event loop a turn. Questions of `loop-without-await`. */
import { constantTruth } from '../model/constant-tests.js';
import { insteadOfReturning } from '../model/interruptions.js';
import { isWithin, mentionsOf, nodesIn, resolveName, visitCode, walk, type Expression, type FunctionModel, type Node, type WhileStatement } from '../model/index.js';
import { mayWait } from './suspension.js';
import type { Semantics } from './semantics.js';

/**
 * Nothing in the loop waits, leaves it, or can change what its condition asks. An exception leaves a loop too: inside a
 * `try` with handlers that is the usual way to read until nothing is left (`queue.get_nowait()`).
 */
export function isTurnless(loop: WhileStatement, semantics: Semantics): boolean {
  const { test, update } = loop;
  const code: readonly Node[] = [...(test ? [test] : []), ...(update ? [update] : []), ...loop.body];
  if (isGuarded(loop) || loop.body.some((statement) => leaves(statement, 'own')) || mayWait(code, semantics)) return false;
  const truth = test ? constantTruth(test) : true;
  if (truth !== undefined || !test) return truth === true;
  return loop.form === 'while' && semantics.language === 'python' && staysAsItIs(test, loop, semantics);
}

function isGuarded(loop: WhileStatement): boolean {
  let child: Node = loop;
  for (let node = loop.parent; node && node.kind !== 'function'; child = node, node = node.parent) {
    if (node.kind === 'try' && node.handlers.length > 0 && node.body.some((statement) => statement === child)) return true;
    if (node.kind === 'with') return true;
  }
  return false;
}

/** Does the code leave the loop around it? `break` does unless it belongs to a loop inside (`whose`). */
function leaves(code: Node, whose: 'own' | 'inner'): boolean {
  let found = false;
  walk(code, (node) => {
    if (found || node.kind === 'function' || node.kind === 'class') return 'skip';
    switch (node.kind) {
      case 'return': case 'raise': case 'yield': case 'assert': found = true; break;
      case 'break': found = whose === 'own' || node.label !== undefined; break;
      case 'continue': found = node.label !== undefined; break;
      case 'call': found = insteadOfReturning(node) !== undefined; break;
      case 'for': case 'while':
        if (node !== code) {
          found = leaves(node, 'inner');
          return 'skip';
        }
        found = node.body.some((statement) => leaves(statement, 'inner')) || node.otherwise.some((statement) => leaves(statement, whose));
        return 'skip';
      case 'match':
        // A `break` of JavaScript's `switch` leaves the switch.
        if (!node.fallsThrough || whose === 'inner') break;
        found = node.cases.some((branch) => branch.body.some((statement) => leaves(statement, 'inner')));
        return 'skip';
      default:
    }
    return undefined;
  });
  return found;
}

/** The condition asks for names that the body never mentions, and the body calls nothing that could know them. */
function staysAsItIs(test: Expression, loop: WhileStatement, semantics: Semantics): boolean {
  if (!isKnownCode(test, semantics) || !loop.body.every((statement) => isKnownCode(statement, semantics))) return false;
  let stays = true;
  let asks = false;
  walk(test, (node) => {
    if (node.kind === 'assignment-expression' || node.kind === 'function') stays = false;
    if (node.kind !== 'name') return;
    const variable = resolveName(node);
    if (!variable) return;
    asks = true;
    stays &&= !mentionsOf(variable).some((mention) => isWithin(mention, loop) && !isWithin(mention, test));
  });
  return stays && asks;
}

/** Every call is one of a library, which knows nothing of the program's variables; nothing else runs code. */
function isKnownCode(code: Node, semantics: Semantics): boolean {
  let isKnown = true;
  walk(code, (node) => {
    if (node.kind === 'function' || node.kind === 'class') isKnown = false;
    if (node.kind === 'call') {
      const { functions, library, complete } = semantics.targets(node);
      isKnown &&= complete && functions.length === 0 && library.length > 0 && !takesCode(node, semantics);
    }
    return isKnown ? undefined : 'skip';
  });
  return isKnown;
}

function takesCode(call: Node & { kind: 'call' }, semantics: Semantics): boolean {
  return call.arguments.some(({ value }) => value.kind === 'function-expression' || semantics.referencedFunctions(value).length > 0);
}

/** The endless loops of a function, outer ones only. */
export function turnlessLoops(fn: FunctionModel, semantics: Semantics): WhileStatement[] {
  const found: WhileStatement[] = [];
  if (nodesIn(fn, 'while').length === 0) return found;
  visitCode(fn, (node) => {
    if (node.kind !== 'while' || !isTurnless(node, semantics)) return undefined;
    found.push(node);
    return 'skip';
  });
  return found;
}
