/** From message templates to sentences. */
import type { Data, LanguageCode, Translated } from '../rules/rule.js';

/** Replaces each `{name}` by its datum; an unknown placeholder stays as it is. */
export function fillIn(text: Translated | undefined, language: LanguageCode, data: Data | undefined): string {
  const template = text?.[language] ?? text?.en ?? '';
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(data?.[name] ?? whole));
}

/** The message language for a locale such as `zh-CN` or `zh_TW`; English unless it is Chinese. */
export function languageCode(locale: string | undefined): LanguageCode {
  return locale !== undefined && /^zh\b/i.test(locale.replace('_', '-')) ? 'zh' : 'en';
}
