/** Comments that ESLint acts on itself, so that it can tell used ones from unused ones. */
import { eslintRules } from '../../engine/foreign-rule-names.js';
import type { Comment, ModuleModel } from '../../model/index.js';

/**
 * The module as the engine's suppressions are to see it. `eslint-disable` for all rules or for one of ours is left to
 * ESLint. One that names only rules of other plugins stays: in every host it silences our rule for the same trap.
 */
export function withoutEslintComments(module: ModuleModel): ModuleModel {
  const { path, language, text, lines, root, problems } = module;
  return {
    path, language, text, lines, root, problems, answers: undefined,
    comments: module.comments.filter((comment) => !isForEslint(text, comment)),
    get functions() {
      return module.functions;
    },
    get classes() {
      return module.classes;
    },
  };
}

function isForEslint(text: string, { start, end }: Comment): boolean {
  const comment = text.slice(start, end).replace(/\*\/$/, '');
  const names = /^(?:#+|\/\/|\/\*)\s*eslint-(?:enable|disable(?:-next-line|-line)?)(?![\w-])([^]*)$/.exec(comment)?.[1];
  if (names === undefined) return false;
  const rules = (names.split(/\s-{2,}(?:\s|$)/)[0] ?? '').split(',').map((name) => name.trim()).filter((name) => name !== '');
  return !rules.some((rule) => Object.hasOwn(eslintRules, rule)) || rules.some((rule) => rule.startsWith('async-pitfalls/'));
}
