import { LANGUAGE_NAMES, WORDS } from './words.mjs';

/** The catalogue as a Markdown table; `folder` is where the rule pages are, seen from the file. */
export function ruleTable(rules, language, folder) {
  const words = WORDS[language];
  const suffix = language === 'zh' ? '.zh-CN' : '';
  const rows = rules.map((rule) => [
    `[\`${rule.id}\`](${folder}/${rule.id}${suffix}.md)`,
    rule.docs.summary[language],
    words.levels[rule.level],
    `\`${rule.preset}\``,
    applicable(rule).join(', '),
  ]);
  const head = [words.rule, words.trap, words.level, words.preset, words.languages];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n') + '\n';
}

/** Names of the languages in which the trap exists. */
export function applicable(rule) {
  return Object.entries(rule.languages).filter(([, applies]) => applies === true).map(([language]) => LANGUAGE_NAMES[language]);
}
