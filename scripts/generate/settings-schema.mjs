/** JSON schema of `async-pitfalls.json`, and of `[tool.async-pitfalls]` in the same shape. */
export function settingsSchema(rules) {
  const level = { enum: ['off', 'info', 'warning', 'error'] };
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of Async Pitfalls',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      preset: { enum: ['recommended', 'strict'], description: 'recommended: bugs; strict: also advice.' },
      rules: {
        type: 'object',
        additionalProperties: false,
        description: 'Level of single rules.',
        properties: Object.fromEntries(rules.map((rule) => [rule.id, entry(rule, level)])),
      },
      exclude: { type: 'array', items: { type: 'string' }, description: 'Patterns as in .gitignore, relative to this file.' },
      'python-version': { type: 'string', pattern: '^3\\.\\d{1,2}$', description: 'Lowest version that the code must run on; otherwise requires-python. Branches for versions that are not supported do not count.' },
    },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function entry(rule, level) {
  const description = rule.docs.summary.en;
  if (!rule.options) return { ...level, description };
  const options = {
    type: 'object', additionalProperties: false,
    properties: Object.fromEntries(Object.entries(rule.options).map(([name, option]) => [name, optionSchema(option)])),
  };
  return { description, anyOf: [level, { type: 'array', items: [level, options], minItems: 1, maxItems: 2 }] };
}

function optionSchema(option) {
  const description = option.description.en;
  if (option.type === 'strings') return { type: 'array', items: { type: 'string' }, default: option.default, description };
  if (option.type === 'integer') return { type: 'integer', minimum: option.minimum, default: option.default, description };
  return { type: 'boolean', default: option.default, description };
}
