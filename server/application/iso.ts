import { parseInstant } from '../../engine/index.js';
import type { Instant } from '../../engine/index.js';
import { ApplicationError } from './application-error.js';

/** ISO 8601 in UTC with milliseconds. */
export const iso = (instant: Instant): string => new Date(instant).toISOString();

/** An ISO 8601 date and time with offset. @throws ApplicationError TIME_NOT_VALID */
export function parseIso(text: string): Instant {
  try {
    return parseInstant(text, 'UTC');
  } catch {
    throw new ApplicationError('TIME_NOT_VALID');
  }
}
