/** The only door for server and command line: the engine, its types, the catalogue of rules. */
import type { Rule } from './rules/rule.js';
import { rules } from './rules/index.js';

export type { LanguageCode, OptionSchema, Rule, Target, Translated } from './rules/rule.js';
export { rules } from './rules/index.js';
export { pageOf } from './rules/page.js';
export { createEngine, type Engine } from './engine/engine.js';
export { finished, usualBudget, type Callers, type SearchBudget } from './engine/callers/caller-search.js';
export { functionAt, type CallerRequest } from './engine/callers/project-callers.js';
export { callersElsewhere, missingAwaits, type CallersElsewhere } from './engine/callers/callers-elsewhere.js';
export type { CallerUse } from './engine/callers/caller-use.js';
export type { CheckOptions, DocumentForm, EngineOptions } from './engine/engine-options.js';
export type { FileReport } from './engine/file-report.js';
export { defaultIndexFolder, indexFile } from './engine/project-index/index-file.js';
export { forgottenIndex, type IndexStore } from './engine/project-index/project-index.js';
export type { Edit, Finding, Fix, Level, Problem, Related, Safety } from './engine/finding.js';
export type { EntryKind, FileSystem, FolderEntry, ReadResult, WritableFileSystem } from './engine/file-system.js';
export type { Analysed, Impact, LanguageStatistics, LanguageSupport, LoadLanguage, SupportContext } from './engine/language-support.js';
export type { CallStatistics, CheckStatistics, EngineStatistics } from './engine/statistics.js';
export type { Encoding } from './engine/reading.js';
export { applyEdits, applyFix, chooseFixes, editsByPath, type ChosenFix } from './engine/edits.js';
export { explainAt, explainRange, functionsAt, shortTrace, type Explanation, type Run } from './engine/explanation.js';
export { asyncNote, type AsyncNote } from './engine/explanation-notes.js';
export { reasonIn } from './engine/explanation-reasons.js';
export { explanationWords, type ExplanationWords } from './engine/explanation-texts.js';
export { closestName, suggestion } from './engine/closest-name.js';
export { configurationFileNames } from './engine/configuration-file.js';
export { discoverFiles, type Discovery } from './engine/file-discovery.js';
export { languageOf } from './engine/file-kinds.js';
export { fillIn, languageCode } from './engine/messages.js';
export { fixAll, type FixResult } from './engine/fix-all.js';
export type { FunctionMadeAsync } from './engine/made-async.js';
export { MemoryFileSystem } from './engine/memory-host.js';
export { nodeFileSystem } from './engine/node-host.js';
export { enginePath, folderOf, foldersUpTo, isInside, joinPath, nameOf, pathBelow, resolvePath } from './engine/paths.js';
export {
  activatedEnvironment, describesEnvironment, environmentKey, findPythonEnvironment, isPythonEnvironment, noEnvironment, type InterpreterHints, type PythonEnvironment,
} from './engine/python-environment/index.js';
export { readSettings, type ReadSettings, type SettingsMistake } from './engine/settings-reader.js';
export {
  defaultOptions, defaultPythonVersion, isInPreset, levels, presets,
  type Preset, type ResolvedSettings, type RuleEntry, type RuleSetting, type Settings,
} from './engine/settings.js';
export { readSuppressions, type Suppression } from './engine/suppression-comments.js';
export { suppressionEdit } from './engine/suppression-edit.js';
export { unusedSuppressionId } from './engine/suppressions.js';
export { LineIndex, namePlace, type Comment, type FunctionModel, type Language, type ModuleModel, type Place, type Position } from './model/index.js';

/** The rule of an id; undefined for an id that is not in the catalogue (`unused-suppression`). */
export function ruleById(id: string): Rule | undefined {
  return rules.find((rule) => rule.id === id);
}
