/** Settings as the client sends them. The engine checks and merges them; here they only get its key names. */

export interface EditorSettings {
  readonly isEnabled: boolean;
  /** The shape of a project file (`async-pitfalls.json`). */
  readonly project: Readonly<Record<string, unknown>>;
  /** An interpreter or an environment's folder, as it was written. */
  readonly python: string | undefined;
}

export const section = 'asyncPitfalls';

const keys: readonly (readonly [string, string])[] = [
  ['preset', 'preset'], ['rules', 'rules'], ['exclude', 'exclude'], ['pythonVersion', 'python-version'],
];

/** From the `asyncPitfalls` section, whatever it holds; what is empty or missing is left to the project file. */
export function readSettings(value: unknown): EditorSettings {
  const given = isRecord(value) ? value : {};
  const present = keys.filter(([name]) => !isEmpty(given[name])).map(([name, key]) => [key, given[name]] as const);
  const { python } = given;
  return {
    isEnabled: given['enable'] !== false, project: Object.fromEntries(present),
    python: typeof python === 'string' && python.trim() !== '' ? python.trim() : undefined,
  };
}

/** The section in `didChangeConfiguration` or in `initializationOptions` of clients that cannot be asked. */
export function sectionIn(value: unknown): unknown {
  return isRecord(value) ? value[section] ?? (isRecord(value['settings']) ? value['settings'][section] : undefined) : undefined;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === ''
    || (typeof value === 'object' && Object.keys(value).length === 0);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
