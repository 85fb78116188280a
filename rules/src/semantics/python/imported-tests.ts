/** Names for tests of the Python version that another module defines (`from .compat import PY311`), and private constants of the module. */
import type { PythonProject } from './project.js';
import { moduleOf, namedVersionTest, resolveName, scopeOf, versionTruth, type ModuleModel, type NameExpression, type NamedTruth, type Variable } from '../../model/index.js';

/** How far a name is followed that a module imports only to hand it on. */
const DEEPEST = 3;

const truths = new WeakMap<PythonProject, NamedTruth>();

/** For `constantTruth` and what is built on it. Answers about the module of the name rest on those that were looked at from now on. */
export function importedTruthIn(project: PythonProject): NamedTruth {
  let truth = truths.get(project);
  if (!truth) truths.set(project, (truth = (name) => importedTruth(project, name)));
  return truth;
}

function importedTruth(project: PythonProject, name: NameExpression): boolean | undefined {
  if (!/^_*[A-Z]/.test(name.name) || name.name === 'TYPE_CHECKING') return undefined;
  const module = moduleOf(name);
  const variable = resolveName(name);
  return privateTruth(variable) ?? (module.runsOn && truthOf(project, variable, module, module, DEEPEST));
}

/** `_IS_SYNC = True` at the top of the module, and nothing else: a private constant is set by nobody else. */
function privateTruth(variable: Variable | undefined): boolean | undefined {
  const [binding, ...others] = variable?.bindings ?? [];
  if (!variable || !/^_+[A-Z][A-Z0-9_]*$/.test(variable.name) || variable.owner !== moduleOf(variable.owner).root || others.length > 0) return undefined;
  if (binding?.kind !== 'target' || binding.node.kind !== 'assignment') return undefined;
  const { parent, operator, targets, value } = binding.node;
  const isTop = parent === variable.owner && operator === undefined && targets.includes(binding.name);
  return isTop && value?.kind === 'literal' && typeof value.value === 'boolean' ? value.value : undefined;
}

function truthOf(project: PythonProject, variable: Variable | undefined, at: ModuleModel, user: ModuleModel, depth: number): boolean | undefined {
  const [binding, ...others] = variable?.bindings ?? [];
  if (binding?.kind !== 'import' || others.length > 0 || depth === 0) return undefined;
  const { module, imported } = binding.imported;
  const target = imported === undefined ? undefined : project.resolver.resolve(at.path, module);
  if (imported === undefined || target?.kind !== 'file') return undefined;
  project.memo.depend(user.path, target.path);
  const other = project.module(target.path);
  const meant = other && scopeOf(other.root).variables.get(imported);
  const test = meant && namedVersionTest(meant);
  return test ? versionTruth(test) : other && truthOf(project, meant, other, user, depth - 1);
}
