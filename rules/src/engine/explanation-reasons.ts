/** Reasons are told in English where something stays unknown; this is their wording in other languages. */
import type { LanguageCode } from '../rules/rule.js';

/** Code between backticks stands for itself: `{1}` is the first piece of it. */
const CHINESE: Readonly<Record<string, string>> = {
  // Of what runs (explanation.ts).
  'it is awaited': '它被 await',
  'it is not known what runs': '不知道会运行什么',
  'the call only makes a coroutine, which runs when it is awaited': '调用只产生协程，被 await 时才运行',
  'nothing is known about {1}': '对 {1} 一无所知',
  'nothing that it is known to run blocks': '已知会运行的代码都不阻塞',
  'nothing that it is known to run blocks, but something else may run as well': '已知会运行的代码都不阻塞，但也可能运行其他代码',
  // Of values.
  '{1} has no body here': '{1} 在此没有函数体',
  '{1} has no value here': '{1} 在此没有值',
  '{1} is deleted': '{1} 已被删除',
  '{1} may call what a subclass overrides': '{1} 可能调用子类重写的方法',
  '{1} is made by the module\'s {2}': '{1} 由模块的 {2} 产生',
  '{1} is not a known type': '{1} 不是已知类型',
  '{1} is not defined here': '{1} 在此未定义',
  '{1} is not in {2}': '{2} 中没有 {1}',
  '{1} is not known': '{1} 未知',
  '{1} is tested at run time': '{1} 在运行时检测',
  '{1} of an unknown value': '{1} 作用于未知的值',
  '{1} of different types': '{1} 作用于不同类型',
  '{1} of an unknown class': '未知类的 {1}',
  '{1} outside a class': '{1} 不在类中',
  '{1} has no known elements': '{1} 的元素类型未知',
  '{1} has no known items': '{1} 的项类型未知',
  '{1} has no known result': '{1} 的结果未知',
  '{1} has no known result when awaited': '{1} 被 await 的结果未知',
  '{1} binds an unknown value': '{1} 绑定未知的值',
  'cannot read the type {1}': '无法读懂类型 {1}',
  'compares unknown values': '比较未知的值',
  'decorator {1} is not known': '装饰器 {1} 未知',
  'has no {1}': '没有 {1}',
  'has no annotation': '没有类型标注',
  'may make sessions of another class': '可能产生其他类的会话',
  'has no declared result': '没有声明结果类型',
  'has no known attribute {1}': '没有已知的属性 {1}',
  'has no known element type': '元素类型未知',
  'has no known elements': '元素未知',
  'has no known items': '项未知',
  'has no known receiver': '接收者未知',
  'has no known result when awaited': '被 await 的结果未知',
  'has no known type': '类型未知',
  'has no known value': '值未知',
  'has no type argument': '没有类型参数',
  'has no value yet': '尚无值',
  'has too few items': '项数不足',
  'has unknown arguments bound': '绑定了未知的参数',
  'is a callable with an unknown result': '是结果未知的可调用对象',
  'is a class': '是类',
  'is a literal of unknown type': '是类型未知的字面量',
  'is a parameter': '是参数',
  'is a type variable': '是类型变量',
  'is an exception of unknown type': '是类型未知的异常',
  'is an instance of an unknown class': '是未知类的实例',
  'is an overload without result type': '是没有结果类型的重载',
  'is an unpacked type': '是解包的类型',
  'is awaitable only sometimes': '只在某些情况下可等待',
  'is bound by {1}': '由 {1} 绑定',
  'is bound by a pattern': '由模式绑定',
  'is bound in a way that is not followed': '绑定方式未被追踪',
  'is cast to a type that is not followed': '被转换为未追踪的类型',
  'is declared as {1}': '声明为 {1}',
  'is decoded by a function of the program': '由程序中的函数解码',
  'is nested too deeply': '嵌套过深',
  'is not a known context manager': '不是已知的上下文管理器',
  'is not a known type': '不是已知类型',
  'is not a type': '不是类型',
  'is not an async iterable': '不是异步可迭代对象',
  'is not followed': '未被追踪',
  'is not given': '没有给出',
  'is not known to be callable': '不确定能否调用',
  'is replaced by its decorator': '被其装饰器替换',
  'is sent into the generator': '被送入生成器',
  'is the owner': '是所有者',
  'may have too many different types': '可能的类型过多',
  'no module {1} in the project': '项目中没有模块 {1}',
  'parameter {1} has no annotation': '参数 {1} 没有类型标注',
  'refers to itself': '引用自身',
  'the result of {1} is not known': '{1} 的结果未知',
  'type variable {1} is not bound': '类型变量 {1} 未绑定',
  'what it returns is not known': '不知道它返回什么',
  // Of effects.
  '{1} is given a function': '{1} 得到一个函数',
  '{1} is given an unknown function': '{1} 得到未知的函数',
  '{1} is recursive': '{1} 是递归的',
  '{1} may have effects of its own': '{1} 可能有自己的影响',
  'awaits something unknown': 'await 未知的对象',
  'calls something unknown: {1}': '调用未知的函数：{1}',
  'changes an object of unknown origin': '更改来源未知的对象',
  'enters {1}': '进入 {1}',
  'enters something unknown': '进入未知的上下文',
  'too many calls deep': '调用层数过多',
  'uses a {1} of unknown origin': '使用来源未知的 {1}',
};

const FOLLOWED = 'it is not known what runs: ';

/** The reason in a language; in English where the language has no wording for it. */
export function reasonIn(reason: string, language: LanguageCode): string {
  if (language === 'en') return reason;
  if (reason.startsWith(FOLLOWED)) return `${CHINESE[FOLLOWED.slice(0, -2)] ?? ''}：${reasonIn(reason.slice(FOLLOWED.length), language)}`;
  const template = CHINESE[reason];
  if (template !== undefined) return template;
  const pieces: string[] = [];
  const key = reason.replace(/`[^`]*`/g, (piece) => `{${pieces.push(piece)}}`);
  return CHINESE[key]?.replace(/\{(\d)\}/g, (whole, number: string) => pieces[Number(number) - 1] ?? whole) ?? reason;
}
