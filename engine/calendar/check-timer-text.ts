import { CalendarError, type CalendarErrorCode } from './calendar-error.js';
import { parseCycle } from './cycle.js';
import { isNegative, parseDuration } from './duration.js';
import { parseInstant } from './parse-instant.js';

/**
 * Checks the literal text of a timer event definition (BPMN 2.0.2, 10.5.5, Timer Event Definition) when a model is compiled.
 *
 * @param form `date`, `duration` or `cycle`, for timeDate, timeDuration and timeCycle
 * @returns what is wrong, or undefined. A negative duration is wrong here, though `plus` can add it.
 */
export function checkTimerText(form: 'date' | 'duration' | 'cycle', text: string): CalendarErrorCode | undefined {
  try {
    return problemIn(form, text);
  } catch (error) {
    if (error instanceof CalendarError) return error.code;
    throw error;
  }
}

function problemIn(form: 'date' | 'duration' | 'cycle', text: string): CalendarErrorCode | undefined {
  switch (form) {
    case 'date':
      parseInstant(text, 'UTC');
      return undefined;
    case 'duration':
      return isNegative(parseDuration(text)) ? 'DURATION_NEGATIVE' : undefined;
    case 'cycle':
      parseCycle(text);
      return undefined;
  }
}
