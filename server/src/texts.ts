/** The server's own words; those of findings and fixes come from the rules. */
interface Texts {
  readonly more: (count: number) => string;
  readonly fixAll: string;
  readonly fixRule: (rule: string) => string;
  readonly ignoreLine: (rule: string) => string;
  readonly ignoreFile: (rule: string) => string;
  readonly page: string;
  readonly allow: string;
  readonly showCallers: string;
  /** What a fix has left to do in other files. */
  readonly elsewhere: ElsewhereTexts;
}

/** Counts of places and of the files they are in. */
interface ElsewhereTexts {
  /** The functions are async now, and in a second sentence what follows. */
  readonly told: (functions: readonly string[], parts: readonly string[]) => string;
  readonly listed: (what: string, places: readonly string[], more: number) => string;
  readonly calls: (calls: number, files: number) => string;
  readonly handedOn: (places: number) => string;
  readonly unresolved: (calls: number) => string;
  readonly cut: string;
  readonly show: string;
  readonly repair: (calls: number, all: number) => string;
  readonly outdated: string;
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
    showCallers: 'Show who calls it in other files',
    elsewhere: {
      told: (functions, parts) => `${names(functions, ' and ', ` and ${functions.length - 1} more functions`)} ${functions.length === 1 ? 'is' : 'are'} async now. ${capital(parts.join('; '))}.`,
      calls: (calls, files) => (calls === 1
        ? 'One call in another file still expects a plain result'
        : `${calls} calls in ${files === 1 ? 'another file' : `${files} other files`} still expect a plain result`),
      handedOn: (places) => `handed on as a value in ${places === 1 ? 'one place' : `${places} places`}`,
      unresolved: (calls) => (calls === 1 ? 'one more call of that name could not be resolved' : `${calls} more calls of that name could not be resolved`),
      cut: 'the project is large and was not searched to its end',
      listed: (what, places, more) => `${what}: ${places.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
      show: 'Show',
      repair: (calls, all) => (calls === all ? 'Repair' : `Repair ${calls} of ${all}`),
      outdated: 'The files have changed meanwhile; nothing was repaired.',
    },
  },
  zh: {
    more: (count) => `从此处起还有 ${count} 个异步陷阱未显示`,
    fixAll: '修复所有可安全修复的异步陷阱',
    fixRule: (rule) => `修复此文件中的所有 ${rule}`,
    ignoreLine: (rule) => `在此行忽略 ${rule}`,
    ignoreFile: (rule) => `在此文件中忽略 ${rule}`,
    page: '了解此规则',
    allow: '何时可以这样写',
    showCallers: '显示其他文件中的调用',
    elsewhere: {
      told: (functions, parts) => `${names(functions, ' 和 ', ` 等 ${functions.length} 个函数`)}${functions.length > 2 ? '' : ' '}现在是 async 函数。${parts.join('；')}。`,
      calls: (calls, files) => `另外 ${files} 个文件中还有 ${calls} 处调用把它当作普通结果使用`,
      handedOn: (places) => `有 ${places} 处把它作为值传递`,
      unresolved: (calls) => `还有 ${calls} 处同名调用无法解析`,
      cut: '项目较大，未能全部搜索',
      listed: (what, places, more) => `${what}：${places.join('、')}${more > 0 ? ` 以及另外 ${more} 处` : ''}`,
      show: '显示',
      repair: (calls, all) => (calls === all ? '修复' : `修复 ${all} 处中的 ${calls} 处`),
      outdated: '文件在此期间已更改，未做任何修复。',
    },
  },
};

/** One or two names; of more the first and `others`. */
function names(functions: readonly string[], and: string, others: string): string {
  const [first = '', ...rest] = functions.map((name) => `\`${name}\``);
  return rest.length > 1 ? first + others : [first, ...rest].join(and);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
