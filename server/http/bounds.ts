import { ApplicationError } from '../application/application-error.js';

const DEEPEST = 32;
const MOST_PARTS = 100_000;

/** Refuses what is nested too deeply, has too many parts, or a name that JavaScript gives a meaning. Does not recurse. */
export function requireBounded(body: unknown): void {
  let parts = 0;
  let level: unknown[] = [body];
  for (let depth = 0; level.length > 0; depth++) {
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      if (Object.hasOwn(value, '__proto__')) throw new ApplicationError('JSON_NOT_VALID');
      for (const inner of Array.isArray(value) ? value : Object.values(value)) next.push(inner);
    }
    parts += next.length;
    if (parts > MOST_PARTS || (depth >= DEEPEST && next.length > 0)) throw new ApplicationError('BODY_TOO_DEEP');
    level = next;
  }
}
