/** Words of generated pages. Rule texts come from the rules themselves. */
export const WORDS = {
  en: {
    rule: 'Rule', trap: 'Trap', level: 'Level', preset: 'Preset', languages: 'Languages', fix: 'Fix',
    why: 'What happens', bad: 'Trap', good: 'Repaired', allow: 'When it is right', options: 'Options', links: 'Read more',
    messages: 'Messages', suppress: 'Silence one place', option: 'Option', default: 'Default', meaning: 'Meaning',
    notApplicable: 'Not in', reason: 'because', levels: { error: 'error', warning: 'warning', info: 'info' }, other: '简体中文', review: 'review', safe: 'safe',
    fixes: 'Quick fixes', noFixes: 'No quick fix: the right repair depends on what the code is for.', colon: ': ', stop: '.',
  },
  zh: {
    rule: '规则', trap: '陷阱', level: '级别', preset: '预设', languages: '语言', fix: '修复',
    why: '发生了什么', bad: '陷阱', good: '修复后', allow: '何时没有问题', options: '选项', links: '延伸阅读',
    messages: '消息', suppress: '忽略某一处', option: '选项', default: '默认值', meaning: '含义',
    notApplicable: '不适用于', reason: '因为', levels: { error: '错误', warning: '警告', info: '信息' }, other: 'English', review: '需确认', safe: '安全',
    fixes: '快速修复', noFixes: '没有快速修复：正确的改法取决于代码的用途。', colon: '：', stop: '。',
  },
};

export const LANGUAGE_NAMES = { python: 'Python', typescript: 'TypeScript, JavaScript' };
