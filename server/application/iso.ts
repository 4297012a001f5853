import type { Instant } from '../../engine/index.js';

/** ISO 8601 in UTC with milliseconds. */
export const iso = (instant: Instant): string => new Date(instant).toISOString();
