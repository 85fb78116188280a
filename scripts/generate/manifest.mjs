/** The generated parts of the extension's manifest: one setting per rule, and the schema of the project file. */
export function manifest(text, rules) {
  const data = JSON.parse(text);
  for (const section of data.contributes.configuration) {
    const setting = section.properties['asyncPitfalls.rules'];
    if (!setting) continue;
    const level = setting.additionalProperties;
    setting.properties = Object.fromEntries(rules.map((rule) => [rule.id, {
      ...level, markdownDescription: `%rule.${rule.id}%`,
    }]));
  }
  data.contributes.jsonValidation = [{ fileMatch: 'async-pitfalls.json', url: './docs/async-pitfalls.schema.json' }];
  return `${JSON.stringify(data, null, 2)}\n`;
}

/** `package.nls*.json` with the rules' summaries. */
export function messageFile(text, rules, language) {
  const data = Object.fromEntries(Object.entries(JSON.parse(text)).filter(([key]) => !key.startsWith('rule.')));
  for (const rule of rules) data[`rule.${rule.id}`] = rule.docs.summary[language];
  return `${JSON.stringify(data, null, 2)}\n`;
}
