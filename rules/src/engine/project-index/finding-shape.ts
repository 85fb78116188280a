/** Is a value that was read from a file a finding, a problem? */
import type { Finding, Fix, Problem, Related } from '../finding.js';

export function isFinding(value: unknown): value is Finding {
  return isRecord(value) && isSpan(value) && ['rule', 'path', 'messageId', 'message'].every((name) => typeof value[name] === 'string')
    && isOneOf(value['level'], ['info', 'warning', 'error']) && isData(value['data'])
    && isListOf(value['related'], isRelated) && isListOf(value['fixes'], isFix);
}

export function isProblem(value: unknown): value is Problem {
  return isRecord(value) && isOptional(value['path'], 'string') && isOptional(value['line'], 'number') && isOptional(value['column'], 'number')
    && typeof value['message'] === 'string' && isOneOf(value['kind'], ['configuration', 'file', 'internal', 'budget']);
}

function isRelated(value: unknown): value is Related {
  return isRecord(value) && typeof value['message'] === 'string' && isRecord(value['place']) && isSpan(value['place'])
    && typeof value['place']['path'] === 'string';
}

function isFix(value: unknown): value is Fix {
  return isRecord(value) && typeof value['title'] === 'string' && isOneOf(value['safety'], ['safe', 'review'])
    && isListOf(value['edits'], (edit) => isRecord(edit) && isSpan(edit) && typeof edit['newText'] === 'string' && isOptional(edit['path'], 'string'))
    && (value['makesAsync'] === undefined || isListOf(value['makesAsync'], (name) => typeof name === 'string'));
}

function isData(value: unknown): boolean {
  return value === undefined || (isRecord(value) && Object.values(value).every((part) => typeof part === 'string' || typeof part === 'number'));
}

function isSpan({ start, end }: Readonly<Record<string, unknown>>): boolean {
  return Number.isSafeInteger(start) && Number.isSafeInteger(end) && Number(start) >= 0 && Number(end) >= Number(start);
}

function isOneOf(value: unknown, allowed: readonly string[]): boolean {
  return typeof value === 'string' && allowed.includes(value);
}

function isOptional(value: unknown, type: 'string' | 'number'): boolean {
  return value === undefined || typeof value === type;
}

function isListOf(value: unknown, fits: (part: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(fits);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
