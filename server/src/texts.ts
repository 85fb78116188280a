/** The server's own words; those of findings and fixes come from the rules. */
interface Texts {
  readonly more: (count: number) => string;
  readonly fixAll: string;
  readonly fixRule: (rule: string) => string;
  readonly ignoreLine: (rule: string) => string;
  readonly ignoreFile: (rule: string) => string;
  readonly page: string;
  readonly allow: string;
}

export const texts: Readonly<Record<'en' | 'zh', Texts>> = {
  en: {
    more: (count) => `${count} more async traps from here on are not shown`,
    fixAll: 'Fix all async traps that are safe to fix',
    fixRule: (rule) => `Fix all ${rule} in this file`,
    ignoreLine: (rule) => `Ignore ${rule} on this line`,
    ignoreFile: (rule) => `Ignore ${rule} in this file`,
    page: 'More about this rule',
    allow: 'When it is right',
  },
  zh: {
    more: (count) => `从此处起还有 ${count} 个异步陷阱未显示`,
    fixAll: '修复所有可安全修复的异步陷阱',
    fixRule: (rule) => `修复此文件中的所有 ${rule}`,
    ignoreLine: (rule) => `在此行忽略 ${rule}`,
    ignoreFile: (rule) => `在此文件中忽略 ${rule}`,
    page: '了解此规则',
    allow: '何时可以这样写',
  },
};
