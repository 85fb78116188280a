import { test } from 'node:test';
import { reveal } from './reveal.js';

test('what can be called, what that gives, and what can be iterated', () => reveal(`
async function load(): Promise<string> { return 'x'; }
function plain() { return 1; }
async function* stream() { yield 1; }
const arrow = async () => load();
class Store { async get() { return 1; } static open = () => new Store(); }
declare const anything: any;
declare const either: (() => Promise<number>) | (() => number);
declare const maybe: (() => Promise<number>) | undefined;
declare const loose: Function;
declare const list: readonly number[] | Set<number>;
load; // called: yes promise by load; callable: yes
plain; // called: no by plain; callable: yes
stream; // called: no async-generator by stream; callable: yes
arrow; // called: yes promise by arrow
new Store().get; // called: yes promise by Store.get; callable: yes
anything; // called: unknown; callable: unknown; supports: for unknown, async for unknown
either; // called: unknown; callable: yes
maybe; // called: yes promise; callable: unknown
loose; // called: unknown; callable: unknown
load(); // callable: no; supports: for no, async for no
plain(); // callable: no; supports: for no, async for no
stream(); // callable: no; supports: for no, async for yes
list; // callable: no; supports: for yes, async for no
'text'; // callable: no; supports: for yes, async for no
`));
