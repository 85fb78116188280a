/** Answers about library names. Built once from the tables; all names are canonical (see `LibraryTable`). */
import type { LibraryClass, LibraryFacts, LibraryTable, Resource } from './facts.js';
import { definitionHomes } from './definition-homes.js';
import { packageTables, tables } from './tables.js';

export { tables } from './tables.js';
export type * from './facts.js';

type Language = LibraryTable['language'];

/** The full name of a table's member; builtins and globals have no prefix. */
export function fullName(table: LibraryTable, name: string): string {
  return table.module === 'builtins' || table.module === 'globalThis' ? name : `${table.module}.${name}`;
}

const functions = new Map<string, LibraryFacts>();
const classes = new Map<string, LibraryClass>();
const values = new Map<string, string>();
const aliases: Readonly<Record<Language, Map<string, string>>> = {
  python: new Map([['builtins', '']]),
  typescript: new Map([['globalThis', ''], ['window', ''], ['global', '']]),
};
const modules: Readonly<Record<Language, Set<string>>> = { python: new Set(), typescript: new Set() };

for (const [home, name] of Object.entries(definitionHomes)) aliases.python.set(home, name);

for (const table of tables) {
  for (const [name, facts] of Object.entries(table.functions)) functions.set(fullName(table, name), facts);
  for (const [name, cls] of Object.entries(table.classes)) classes.set(fullName(table, name), cls);
  for (const [name, type] of Object.entries(table.values ?? {})) values.set(fullName(table, name), type);
  for (const [from, to] of Object.entries(table.aliases ?? {})) aliases[table.language].set(from, to);
  noteModule(table);
}

function noteModule({ module, language }: LibraryTable): void {
  modules[language].add(module);
  if (language === 'typescript') return;
  for (let dot = module.lastIndexOf('.'); dot > 0; dot = module.lastIndexOf('.', dot - 1)) modules.python.add(module.slice(0, dot));
}

/**
 * The name under which the tables know `name`: `asyncio.tasks.gather` → `asyncio.gather`, `posixpath.join` →
 * `os.path.join`, `builtins.open` → `open`; TypeScript `fs.readFileSync` → `node:fs.readFileSync`. A name without an alias
 * is its own canonical name.
 *
 * @param language decides between equally named modules (`os` exists in both worlds).
 */
export function canonicalName(name: string, language: Language = 'python'): string {
  let current = name;
  // Aliases may lead to aliases; a cycle in the data must not hang (a test rules it out).
  for (let step = 0; step < 4; step++) {
    const next = replacePrefix(current, aliases[language]);
    if (next === undefined) return current;
    current = next;
  }
  return current;
}

/** Modules inside packages: what else they define has no public name. */
const privateModules: ReadonlySet<string> = new Set(packageTables.flatMap(({ aliases: own }) => Object.entries(own ?? {}).flatMap(([from, to]) => (modules.python.has(to) ? [from] : []))));

function isDescribed(name: string): boolean {
  return functions.has(name) || classes.has(name) || values.has(name) || modules.python.has(name) || aliases.python.has(name);
}

function replacePrefix(name: string, table: ReadonlyMap<string, string>): string | undefined {
  for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) {
    const target = table.get(name.slice(0, end));
    if (target === undefined) continue;
    const rest = name.slice(end + 1);
    if (target === '') return rest === '' ? undefined : rest;
    if (rest !== '' && privateModules.has(name.slice(0, end)) && !isDescribed(`${target}.${rest.split('.', 1)[0] ?? ''}`)) continue;
    return rest === '' ? target : `${target}.${rest}`;
  }
  return undefined;
}

const homes = new Map<string, string[]>();
for (const [home, name] of Object.entries(definitionHomes)) homes.set(name, [...homes.get(name) ?? [], home]);

/** Where the library may define what the tables know as `name`: `httpx.AsyncClient` → `httpx._client.AsyncClient`. */
export function homesOf(name: string): readonly string[] {
  return [name, ...homes.get(name) ?? []];
}

/**
 * Facts of calling a function, a method by its full name (`requests.Session.get`, inherited ones too) or a class
 * (`subprocess.Popen`: its construction). Undefined when the tables do not know it.
 */
export function lookupFunction(name: string): LibraryFacts | undefined {
  const known = functions.get(name);
  if (known) return known;
  const cls = classes.get(name);
  if (cls) return cls.construct ?? inheritedConstruct(name, cls);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? lookupMethod(classOf(name.slice(0, dot)), name.slice(dot + 1)) : undefined;
}

/** `PrismaClient.user`: the class of what stands there, where attributes are not listed one by one. */
function classOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return (dot > 0 && !classes.has(name) && classes.get(name.slice(0, dot))?.otherAttributes) || name;
}

/** A subclass without `construct` of its own is constructed as its bases are. */
function inheritedConstruct(name: string, cls: LibraryClass): LibraryFacts {
  for (const base of cls.bases ?? []) {
    const construct = lookupFunction(base);
    if (construct && classes.has(base)) return { ...construct, returns: name };
  }
  return { plain: true, returns: name };
}

export function lookupClass(name: string): LibraryClass | undefined {
  return classes.get(name);
}

/** Facts of a method, looked up through the bases. `returns: 'self'` means the class of the receiver. */
export function lookupMethod(className: string, method: string): LibraryFacts | undefined {
  return firstOfBases(className, (cls) => (Object.hasOwn(cls.methods, method) ? cls.methods[method] : undefined))
    ?? (method.startsWith('_') || attributeType(className, method) !== undefined ? undefined : classFact(className, 'otherMethods'));
}

/** Class of an attribute or property, through the bases. */
export function attributeType(className: string, attribute: string): string | undefined {
  return firstOfBases(className, (cls) => (cls.attributes && Object.hasOwn(cls.attributes, attribute) ? cls.attributes[attribute] : undefined));
}

/** Any class-level fact through the bases: `classFact('asyncio.LifoQueue', 'concurrentUse')`. */
export function classFact<Key extends keyof LibraryClass>(className: string, key: Key): LibraryClass[Key] | undefined {
  return firstOfBases(className, (cls) => cls[key]);
}

/** A class's resource and all about closing it, in one place. */
export interface ResourceFact extends Resource {
  /** The usual closing method gives something that must be awaited. */
  readonly closeAwaited: boolean;
  /** The statement that closes it at its end; undefined: none does. */
  readonly closedBy: 'with' | 'async-with' | undefined;
}

/** What values of the class hold, through its bases; undefined: nothing that is known. */
export function resourceOf(className: string): ResourceFact | undefined {
  const resource = classFact(className, 'resource');
  if (!resource) return undefined;
  const [usual] = resource.close;
  const statement = classFact(className, 'asyncEnter') !== undefined ? 'async-with' : classFact(className, 'enter') !== undefined ? 'with' : undefined;
  return {
    ...resource,
    closeAwaited: usual !== undefined && lookupMethod(className, usual)?.awaitable !== undefined,
    closedBy: resource.withKeepsOpen ? undefined : statement,
  };
}

/** The class of a module-level value: `sys.stdin` → `io.TextIOWrapper`. */
export function valueType(name: string): string | undefined {
  return values.get(name);
}

/** Is this the name of a library module (or of a package around one) that the tables know? */
export function isLibraryModule(name: string, language: Language = 'python'): boolean {
  return modules[language].has(name) || aliases[language].has(name);
}

/** What `with`/`async with … as x` runs on enter or exit, and what stepping an iteration runs. */
export function protocolFacts(className: string, form: 'enter' | 'exit' | 'iteration'): LibraryFacts | undefined {
  const category = classFact(className, form === 'enter' ? 'enterBlocks' : form === 'exit' ? 'exitBlocks' : 'iterationBlocks');
  if (!category) return undefined;
  return form === 'enter' && classFact(className, 'enterIsBrief') ? { blocks: category, brief: true } : { blocks: category };
}

function firstOfBases<Result>(className: string, ask: (cls: LibraryClass) => Result | undefined): Result | undefined {
  const own = classes.get(className);
  const first = own && ask(own);
  if (!own?.bases || first !== undefined) return first;
  const queue = [...own.bases];
  const seen = new Set([className, ...queue]);
  for (const name of queue) {
    const cls = classes.get(name);
    if (!cls) continue;
    const answer = ask(cls);
    if (answer !== undefined) return answer;
    for (const base of cls.bases ?? []) {
      if (seen.has(base)) continue;
      seen.add(base);
      queue.push(base);
    }
  }
  return undefined;
}
