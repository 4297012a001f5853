import { parseInstant } from '../../engine/index.js';
import type { Instant } from '../../engine/index.js';

/** ISO 8601 in UTC with milliseconds. */
export const iso = (instant: Instant): string => new Date(instant).toISOString();

/** An ISO 8601 date and time with offset. @throws CalendarError */
export const parseIso = (text: string): Instant => parseInstant(text, 'UTC');
