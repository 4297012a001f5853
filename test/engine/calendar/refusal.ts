import { CalendarError } from '../../../engine/calendar/calendar-error.js';

/** Code of the CalendarError that the action throws; fails the test where it throws nothing or something else. */
export function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof CalendarError) return error.code;
    throw error;
  }
  throw new Error('it was not refused');
}
