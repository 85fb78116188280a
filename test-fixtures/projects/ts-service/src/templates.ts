/** Templates are small files beside the program. */
import { readFileSync } from 'node:fs';

export function fill(name: string, values: Readonly<Record<string, unknown>>): string {
  return read(name).replace(/\{(\w+)\}/g, (_, key: string) => String(values[key]));
}

function read(name: string): string {
  return readFileSync(`templates/${name}.html`, 'utf8');
}
