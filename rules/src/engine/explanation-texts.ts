/** The words of explanations, for the command line and for hovers, in every language. Facts are told apart in `explanation.ts`. */
import type { AwaitableKind, EffectFact, Invocation, Verdict } from '../semantics/semantics.js';
import type { BlockingCategory } from '../knowledge/facts.js';
import type { LanguageCode } from '../rules/rule.js';

export interface ExplanationWords {
  /** Rows of the command line. */
  readonly rows: Readonly<Record<'defined' | 'type' | 'awaitable' | 'blocks' | 'effects', string>>;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly kinds: Readonly<Record<AwaitableKind, string>>;
  readonly forms: Readonly<Record<Invocation['form'], string>>;
  readonly categories: Readonly<Record<BlockingCategory, string>>;
  readonly effects: Readonly<Record<keyof Pick<EffectFact, 'reads' | 'writes' | 'exclusive'>, string>>;
  readonly notKnown: string;
  readonly notKnownToBlock: string;
  readonly none: string;
  /** Between two things told of the same question. */
  readonly comma: string;
  readonly colon: string;
  readonly semicolon: string;
  readonly brackets: (text: string) => string;
  readonly madeBy: (name: string) => string;
  readonly inLibrary: (name: string) => string;
  /** Of functions: who calls them. */
  readonly callers: CallerWords;
  /** Beginnings of a hover's lines. */
  readonly hover: Readonly<Record<'awaitable' | 'asyncIterable' | 'defined' | 'blocks' | 'notKnown', string>>;
}

interface CallerWords {
  readonly row: string;
  readonly nobody: string;
  /** Where the call stands. */
  readonly module: string;
  readonly lambda: string;
  readonly awaited: string;
  readonly handedOn: string;
  readonly more: (count: number) => string;
  readonly unresolved: (count: number) => string;
  readonly cut: string;
}

export const explanationWords: Readonly<Record<LanguageCode, ExplanationWords>> = {
  en: {
    rows: { defined: 'defined', type: 'type', awaitable: 'awaitable', blocks: 'blocks', effects: 'effects' },
    verdicts: { yes: 'yes', no: 'no', unknown: 'unknown' },
    kinds: { coroutine: 'coroutine', task: 'task', future: 'future', 'async-generator': 'async generator', promise: 'promise', other: '' },
    forms: { call: '', property: 'reading the property', enter: 'entering', exit: 'leaving', iteration: 'iterating', operator: 'the operator' },
    categories: {
      sleep: 'sleep', http: 'HTTP', process: 'child process', network: 'network', database: 'database', 'thread-sync': 'thread lock or queue',
      file: 'file', console: 'console', cpu: 'computation',
    },
    effects: { reads: 'reads', writes: 'writes', exclusive: 'uses alone' },
    notKnown: 'not known',
    notKnownToBlock: 'not known to',
    none: 'none',
    comma: ', ',
    colon: ': ',
    semicolon: '; ',
    brackets: (text) => ` (${text})`,
    madeBy: (name) => `made by ${name}`,
    inLibrary: (name) => `in a library: ${name}`,
    callers: {
      row: 'called by', nobody: 'nobody that is known', module: 'the module', lambda: 'a lambda', awaited: 'awaited', handedOn: 'handed on as a value',
      more: (count) => `and ${count} more`,
      unresolved: (count) => `not known of ${count} more ${count === 1 ? 'call' : 'calls'} of this name`,
      cut: 'the project is large and was not searched to its end',
    },
    hover: { awaitable: 'Awaitable', asyncIterable: 'For `async for`', defined: 'Defined', blocks: 'Blocks', notKnown: 'Not known what runs' },
  },
  zh: {
    rows: { defined: '定义', type: '类型', awaitable: '可等待', blocks: '阻塞', effects: '影响' },
    verdicts: { yes: '是', no: '否', unknown: '未知' },
    kinds: { coroutine: '协程', task: '任务', future: 'Future', 'async-generator': '异步生成器', promise: 'Promise', other: '' },
    forms: { call: '', property: '读取属性', enter: '进入', exit: '离开', iteration: '迭代', operator: '运算符' },
    categories: {
      sleep: '休眠', http: 'HTTP', process: '子进程', network: '网络', database: '数据库', 'thread-sync': '线程锁或队列',
      file: '文件', console: '控制台', cpu: '计算',
    },
    effects: { reads: '读取', writes: '写入', exclusive: '独占' },
    notKnown: '未知',
    notKnownToBlock: '未发现阻塞',
    none: '无',
    comma: '，',
    colon: '：',
    semicolon: '；',
    brackets: (text) => `（${text}）`,
    madeBy: (name) => `由 ${name} 产生`,
    inLibrary: (name) => `位于库中：${name}`,
    callers: {
      row: '调用者', nobody: '未发现', module: '模块', lambda: 'lambda', awaited: '已 await', handedOn: '作为值传递',
      more: (count) => `以及另外 ${count} 处`,
      unresolved: (count) => `另有 ${count} 处同名调用无法解析`,
      cut: '项目较大，未能全部搜索',
    },
    hover: { awaitable: '可等待', asyncIterable: '用于 `async for`', defined: '定义于', blocks: '阻塞', notKnown: '不知道会运行什么' },
  },
};
