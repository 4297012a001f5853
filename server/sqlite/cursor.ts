import { ApplicationError } from '../application/application-error.js';
import type { Page } from '../application/ports.js';

/** An opaque cursor of the numbers that a page is ordered by. */
export function encodeCursor(position: readonly number[]): string {
  return Buffer.from(position.join('.'), 'utf8').toString('base64url');
}

/** @throws ApplicationError CURSOR_NOT_VALID for anything that `encodeCursor` has not made */
export function decodeCursor(cursor: string, length: number): readonly number[] {
  const position = Buffer.from(cursor, 'base64url').toString('utf8').split('.').map(Number);
  if (position.length !== length || !position.every(Number.isSafeInteger))
    throw new ApplicationError('CURSOR_NOT_VALID');
  return position;
}

/** A page from `limit + 1` rows: the extra row only says that there are more. */
export function toPage<R, T>(
  rows: readonly R[],
  limit: number,
  toItem: (row: R) => T,
  position: (row: R) => readonly number[],
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toItem),
    endCursor: rows.length > limit && last !== undefined ? encodeCursor(position(last)) : null,
  };
}

/** One condition of a search, and what it binds; absent where the filter does not ask. */
export type Condition = string | false;

export function where(conditions: readonly Condition[]): string {
  const asked = conditions.filter((condition) => condition !== false);
  return asked.length > 0 ? `WHERE ${asked.join(' AND ')}` : '';
}
