/** Names for tests of the Python version that another module defines: `from .compat import PY311`. */
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
  return module.runsOn && truthOf(project, resolveName(name), module, module, DEEPEST);
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
