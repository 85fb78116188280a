import { LANGUAGE_NAMES, WORDS } from './words.mjs';
import { applicable } from './rule-table.mjs';

/** The documentation page of one rule. */
export function rulePage(rule, language) {
  const words = WORDS[language];
  const other = language === 'en' ? `${rule.id}.zh-CN.md` : `${rule.id}.md`;
  const parts = [
    '<!-- Generated from the rule by npm run generate. -->',
    `# ${rule.id}`,
    `${rule.docs.summary[language]}${words.stop}`,
    `${words.level}${words.colon}**${words.levels[rule.level]}** · ${words.preset}${words.colon}\`${rule.preset}\` · ${applicable(rule).join(', ')} · [${words.other}](${other})`,
    `## ${words.why}`,
    rule.docs.why[language],
    ...examples(rule, words),
    `## ${words.allow}`,
    rule.docs.allow[language],
    `## ${words.messages}`,
    Object.values(rule.messages).map((message) => `- ${message[language]}`).join('\n'),
    ...options(rule, language, words),
    ...notApplicable(rule, words),
    `## ${words.suppress}`,
    suppression(rule),
    `## ${words.links}`,
    rule.docs.links.map((link) => `- <${link}>`).join('\n'),
  ];
  return `${parts.join('\n\n')}\n`;
}

function examples(rule, words) {
  return Object.entries(rule.docs.examples).flatMap(([language, example]) => [
    `## ${LANGUAGE_NAMES[language]}`,
    `### ${words.bad}`, fenced(language, example.bad),
    `### ${words.good}`, fenced(language, example.good),
  ]);
}

function fenced(language, code) {
  return `\`\`\`${language === 'python' ? 'python' : 'ts'}\n${code.trimEnd()}\n\`\`\``;
}

function options(rule, language, words) {
  if (!rule.options) return [];
  const rows = Object.entries(rule.options).map(([name, option]) => `| \`${name}\` | \`${JSON.stringify(option.default)}\` | ${option.description[language]} |`);
  return [`## ${words.options}`, [`| ${words.option} | ${words.default} | ${words.meaning} |`, '| --- | --- | --- |', ...rows].join('\n')];
}

function notApplicable(rule, words) {
  return Object.entries(rule.languages).filter(([, applies]) => applies !== true)
    .map(([language, { notApplicable: reason }]) => `${words.notApplicable} ${LANGUAGE_NAMES[language]} – ${reason}.`);
}

function suppression(rule) {
  const marks = rule.languages.python === true ? [fenced('python', `call()  # async-pitfalls: ignore[${rule.id}] reason`)] : [];
  if (rule.languages.typescript === true) marks.push(fenced('typescript', `call(); // async-pitfalls: ignore[${rule.id}] reason`));
  return marks.join('\n\n');
}
