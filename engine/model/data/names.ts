import { isReserved } from '../safe-record.js';

const KEYWORDS: ReadonlySet<string> = new Set([
  'if',
  'then',
  'else',
  'for',
  'in',
  'return',
  'some',
  'every',
  'satisfies',
  'and',
  'or',
  'not',
  'true',
  'false',
  'null',
  'function',
  'between',
  'instance',
  'of',
  'external',
  'now',
  'today',
  'prototype',
]);

/** True for a name that FEEL can read as one word (DMN 1.3, 10.3.1.2) and that no object of the host answers to. */
export function isUsableName(name: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) && !KEYWORDS.has(name) && !isReserved(name);
}

/** True for a variable or a path inside one: `patient.name`. */
export function isUsablePath(path: string): boolean {
  return path.length <= 500 && path.split('.').every(isUsableName);
}
