/** Where the documentation page of a rule is found. The only place that knows the project's address. */
import type { LanguageCode } from './rule.js';

const pages = 'https://github.com/async-pitfalls/async-pitfalls/blob/main/docs/rules';

export function pageOf(rule: string, language: LanguageCode): string {
  return `${pages}/${rule}${language === 'zh' ? '.zh-CN' : ''}.md`;
}
