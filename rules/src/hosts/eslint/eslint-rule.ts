/** A rule of the catalogue as a rule of ESLint. */
import type { Rule as Eslint } from 'eslint';
import { defaultOptions } from '../../engine/settings.js';
import { pageOf } from '../../rules/page.js';
import type { OptionSchema, Rule } from '../../rules/rule.js';
import type { LintSession } from './lint-session.js';
import { hasChains, reportOf } from './report.js';

export const namespace = 'async-pitfalls';

/** The names of ESLint's languages in which a trap of ours can exist. */
export const eslintLanguages = { python: `${namespace}/python`, typescript: 'js/js' } as const;

export function eslintRule(rule: Rule, session: LintSession): Eslint.RuleModule {
  const messages = Object.entries(rule.messages).map(([id, { en }]) => [id, templateOf(en, rule)] as const);
  return {
    meta: {
      type: rule.level === 'info' ? 'suggestion' : 'problem',
      docs: { description: rule.docs.summary.en, url: pageOf(rule.id, 'en'), recommended: rule.preset === 'recommended' },
      languages: languagesOf(rule),
      // Which fixes a finding has depends on the code; ESLint throws on one that was not announced.
      fixable: 'code',
      hasSuggestions: true,
      messages: Object.fromEntries(messages),
      schema: rule.options ? [{ type: 'object', properties: propertiesOf(rule.options), additionalProperties: false }] : [],
      defaultOptions: rule.options ? [defaultOptions(rule)] : [],
    },
    create(context) {
      const { sourceCode, cwd } = context;
      const takeResult = session.join(rule, context);
      const report = (): void => {
        const { findings, locate } = takeResult();
        for (const finding of findings) {
          context.report(reportOf(finding, rule, { cwd, locate, locOf: (offset) => sourceCode.getLocFromIndex(offset) }));
        }
      };
      return { Module: report, Program: report };
    },
  };
}

export function languagesOf(rule: Rule): string[] {
  return (['python', 'typescript'] as const).filter((language) => rule.languages[language] === true).map((language) => eslintLanguages[language]);
}

/** ESLint's placeholders have two braces. */
function templateOf(message: string, rule: Rule): string {
  return message.replace(/\{(\w+)\}/g, '{{$1}}') + (hasChains(rule) ? '{{chain}}' : '');
}

function propertiesOf(options: Readonly<Record<string, OptionSchema>>): Record<string, object> {
  return Object.fromEntries(Object.entries(options).map(([name, option]) => [name, { ...typeOf(option), description: option.description.en }]));
}

function typeOf(option: OptionSchema): object {
  switch (option.type) {
    case 'boolean': return { type: 'boolean' };
    case 'integer': return { type: 'integer', minimum: option.minimum };
    case 'strings': return { type: 'array', items: { type: 'string' }, uniqueItems: true };
  }
}
