/** Why a date, duration, cycle or zone cannot be used. */
export type CalendarErrorCode =
  | 'INSTANT_NOT_VALID'
  | 'ZONE_NOT_KNOWN'
  | 'DURATION_NOT_VALID'
  /** A part of a month, as in `P0.5M`, has no length. */
  | 'DURATION_FRACTION_NOT_DEFINED'
  | 'DURATION_NEGATIVE'
  | 'CYCLE_NOT_VALID'
  /** `R0/…`: a timer that would never fire. */
  | 'CYCLE_NEVER_FIRES'
  /** The time between two occurrences is zero or negative. */
  | 'CYCLE_PERIOD_NOT_POSITIVE'
  /** Before year 1 or after year 9999. */
  | 'YEAR_OUT_OF_RANGE';

/** Thrown by the calendar for a text or a time that it cannot use. Carries a code, never the text itself. */
export class CalendarError extends Error {
  override readonly name = 'CalendarError';
  constructor(readonly code: CalendarErrorCode) {
    super(code);
  }
}
