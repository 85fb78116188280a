/** Modules as values: their names, submodules, star imports, re-exports. */
import { factsOf, isKnownClass, canonical, libraryEntity } from './library.js';
import { bindingsValue } from './names.js';
import type { PythonProject } from './project.js';
import { valueQuestion } from './questions.js';
import { SPECIAL_FORMS } from './special-forms.js';
import { library, union, unknown } from './value.js';
import type { NamespaceValue, Value } from './value.js';
import type { ModuleTarget } from './module-resolution.js';
import { Kept, moduleOf, placeOf, scopeOf } from '../../model/index.js';
import type { CallExpression, Expression, ImportedName, ModuleModel, Variable } from '../../model/index.js';

/** The value that an import binds. */
export function importedValue(project: PythonProject, from: string, imported: ImportedName): Value {
  const { module } = imported;
  if (imported.imported === undefined) return moduleValue(project, from, imported.bindsTop ? module.split('.', 1)[0] ?? module : module);
  return memberOfModule(project, moduleValue(project, from, module), imported.imported)
    ?? unknown(`\`${imported.imported}\` is not in \`${module}\``);
}

/** The module that a name of an import statement in the file `from` means. */
function moduleValue(project: PythonProject, from: string, module: string): Value {
  return targetValue(project.resolver.resolve(from, module), module);
}

function targetValue(target: ModuleTarget | undefined, module: string): Value {
  if (!target) return unknown(`no module \`${module}\` in the project`);
  if (target.kind === 'file') return { kind: 'module', path: target.path };
  if (target.kind === 'namespace') return target;
  return library(target.name);
}

/** An attribute of a module; undefined when it has none of that name. */
export function memberOfModule(project: PythonProject, module: Value, name: string): Value | undefined {
  switch (module.kind) {
    case 'module': {
      const value = memberOfFile(project, module.path, name);
      // `from . import x` in the package itself binds x to what is being looked up: the submodule.
      return value && value.kind !== 'never' ? value : submodule(project, module, name) ?? value ?? madeOnDemand(project, module.path, name);
    }
    case 'namespace': return submodule(project, module, name);
    case 'library': return libraryName(project, module.name, name);
    case 'union': return union(module.members.map((member) => memberOfModule(project, member, name) ?? unknown(`has no \`${name}\``)));
    case 'unknown': return module;
    default: return undefined;
  }
}

/**
 * What a library's module, class or object has by this name: the tables' entry, else the installed package's own source, else the bare name.
 */
export function libraryName(project: PythonProject, owner: string, member: string): Value {
  const known = project.tables.membersOf(owner);
  const found = known.get(member);
  if (found) return found;
  const name = canonical(`${owner}.${member}`);
  const isInTables = project.host.environment.length === 0 || factsOf(name) !== undefined || isKnownClass(name);
  // What another file says is its answer, which may change.
  if (!isInTables) return installedEntity(project, name) ?? libraryEntity(name);
  const entity = libraryEntity(name);
  known.set(member, entity);
  return entity;
}

function installedEntity(project: PythonProject, name: string): Value | undefined {
  const parts = name.split('.');
  for (let count = parts.length - 1; count > 0; count--) {
    const target = project.resolver.installed(parts.slice(0, count).join('.'));
    if (target?.kind !== 'file') continue;
    let value: Value | undefined = { kind: 'module', path: target.path };
    for (const part of parts.slice(count)) {
      // A submodule stays a library name, so that its members are looked up in the tables first.
      const own: Value | undefined = value?.kind === 'module' ? memberOfFile(project, value.path, part) : undefined;
      if (!own) return undefined;
      value = own;
    }
    return value?.kind === 'module' || value?.kind === 'unknown' ? undefined : value;
  }
  return undefined;
}

/** A name that the module's code binds; undefined when it does not. */
function memberOfFile(project: PythonProject, path: string, name: string): Value | undefined {
  return lookupInFile(project, path, name, undefined);
}

/** `seen`: the modules on the way here through star imports, if there were any. */
function lookupInFile(project: PythonProject, path: string, name: string, seen: Set<string> | undefined): Value | undefined {
  if (seen?.has(path)) return undefined;
  const module = project.module(path);
  if (!module) return undefined;
  if (project.memo.current !== undefined) project.memo.depend(project.memo.current, path);
  const scope = scopeOf(module.root);
  const variable = scope.variables.get(name);
  if (variable) return variableValue(project, module, variable);
  if (scope.starImports.length === 0) return undefined;
  const passed = (seen ?? new Set<string>()).add(path);
  for (const star of [...scope.starImports].reverse()) {
    const value = starMember(project, path, star, name, passed);
    if (value) return value;
  }
  return undefined;
}

/** PEP 562. A submodule comes before: `__getattr__` does not know it, or gives just that. */
function madeOnDemand(project: PythonProject, path: string, name: string): Value | undefined {
  const module = project.module(path);
  const isMade = module && scopeOf(module.root).variables.has('__getattr__');
  return isMade ? unknown(`\`${name}\` is made by the module's \`__getattr__\``) : undefined;
}

/** The value that a variable of the module may have anywhere, over all its bindings. */
export function variableValue(project: PythonProject, module: ModuleModel, variable: Variable): Value {
  return project.memo.ask(valueQuestion, module.path, variable, project, boundAnywhere);
}

function boundAnywhere(project: PythonProject, variable: Variable): Value {
  return withLaterStars(project, moduleOf(variable.owner), variable, bindingsValue(project, variable.bindings, variable.name));
}

/** The value that `from m import *` gives to `name`; undefined when it does not bring that name. */
export function starMember(project: PythonProject, from: string, star: ImportedName, name: string, seen: Set<string> = new Set()): Value | undefined {
  const source = moduleValue(project, from, star.module);
  if (source.kind === 'library') return starOfLibrary(`${source.name}.${name}`);
  if (source.kind !== 'module') return undefined;
  const module = project.module(source.path);
  if (!module || !isExported(module, name)) return undefined;
  return lookupInFile(project, source.path, name, seen) ?? (exportList(module)?.has(name) ? submodule(project, source, name) : undefined);
}

/**
 * The value of a module's variable, or what a star import that stands after all its bindings puts in its place: both,
 * because the import may be conditional. `before`: only imports up to there count. Installed packages are taken at their
 * first word: they are often long rows of star imports, and only modules that are reached shall be read.
 */
export function withLaterStars(project: PythonProject, module: ModuleModel, variable: Variable, value: Value, before = Infinity): Value {
  const { starImports } = scopeOf(module.root);
  if (starImports.length === 0 || variable.owner !== module.root || project.resolver.isInstalled(module.path)) return value;
  const last = Math.max(...variable.bindings.map(({ node }) => placeOf(node).start));
  const replacing = starImports.filter(({ start }) => start > last && start < before).map((star) => ownStarMember(project, module.path, star, variable.name));
  return union([value, ...replacing.filter((member) => member !== undefined)]);
}

/** What a star import brings that its module itself binds: one step, because more of them can go round in circles. */
function ownStarMember(project: PythonProject, from: string, star: ImportedName, name: string): Value | undefined {
  const source = moduleValue(project, from, star.module);
  const module = source.kind === 'module' && source.path !== from ? project.module(source.path) : undefined;
  const variable = module && isExported(module, name) ? scopeOf(module.root).variables.get(name) : undefined;
  if (!module || !variable) return undefined;
  if (project.memo.current !== undefined) project.memo.depend(project.memo.current, module.path);
  return variableValue(project, module, variable);
}

/** A star import of a library brings what its table lists. */
function starOfLibrary(dotted: string): Value | undefined {
  const name = canonical(dotted);
  return factsOf(name) || isKnownClass(name) || SPECIAL_FORMS.has(name) ? libraryEntity(name) : undefined;
}

function submodule(project: PythonProject, of: { readonly kind: 'module'; readonly path: string } | NamespaceValue, name: string): Value | undefined {
  const target = project.resolver.submodule(of, name);
  return target && targetValue(target, name);
}

function isExported(module: ModuleModel, name: string): boolean {
  const list = exportList(module);
  return list ? list.has(name) : !name.startsWith('_');
}

const exportLists = new Kept<ModuleModel, ReadonlySet<string> | 'none'>();

/** `__all__` as far as it is written with string literals; undefined when there is none or it is computed. */
function exportList(module: ModuleModel): ReadonlySet<string> | undefined {
  let list = exportLists.get(module);
  if (!list) exportLists.set(module, (list = readExportList(module) ?? 'none'));
  return list === 'none' ? undefined : list;
}

function readExportList(module: ModuleModel): ReadonlySet<string> | undefined {
  const variable = scopeOf(module.root).variables.get('__all__');
  if (!variable) return undefined;
  const names = new Set<string>();
  for (const { node } of variable.bindings) {
    if (node.kind !== 'assignment' || !node.value || !addNames(node.value, names)) return undefined;
  }
  for (const statement of module.root.body) {
    const call = statement.kind === 'expression-statement' && statement.value.kind === 'call' ? statement.value : undefined;
    if (call && !follows(call, names)) return undefined;
  }
  return names;
}

/** `__all__.append(…)`, `.extend(…)` and `.remove(…)` are common enough; false for anything else that is done to the list. */
function follows({ callee, arguments: [argument] }: CallExpression, names: Set<string>): boolean {
  if (callee.kind !== 'member' || callee.object.kind !== 'name' || callee.object.name !== '__all__') return true;
  if (!argument) return false;
  if (callee.name === 'extend') return addNames(argument.value, names);
  const { value } = argument;
  if (value.kind !== 'literal' || typeof value.value !== 'string') return false;
  if (callee.name === 'append') names.add(value.value);
  else if (callee.name === 'remove') names.delete(value.value);
  else return false;
  return true;
}

function addNames(value: Expression, names: Set<string>): boolean {
  if (value.kind === 'binary' && value.operator === '+') return addNames(value.left, names) && addNames(value.right, names);
  if (value.kind !== 'sequence') return false;
  for (const item of value.items) {
    if (item.kind !== 'literal' || typeof item.value !== 'string') return false;
    names.add(item.value);
  }
  return true;
}
