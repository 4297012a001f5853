import { cycleDueAt } from '../calendar/cycle.js';
import type { Instant } from '../calendar/instant.js';
import { parseInstant } from '../calendar/parse-instant.js';
import { plus } from '../calendar/plus.js';
import type { ExpressionClock } from '../expressions/compiled-expression.js';
import { Fault } from './fault.js';
import type { Json } from './json.js';
import type { Wait } from './state.js';

/**
 * When a timer is due (10.5.5, timer event definition: a date, a duration from now, or a cycle).
 * Dates without an offset and calendar durations are counted in the pathway's zone.
 * @throws Fault INVALID_TIMER
 */
export function dueAtOf(
  form: 'date' | 'duration' | 'cycle',
  value: Json,
  { now, zone }: ExpressionClock,
  elementId: string,
): { readonly dueAt: Instant } & Pick<Wait, 'cycle'> {
  const text = textOf(value);
  if (text === undefined) throw new Fault('INVALID_TIMER', { elementId });
  try {
    if (form === 'date') return { dueAt: parseInstant(text, zone) };
    if (form === 'duration') return { dueAt: plus(now, text, zone) };
    const dueAt = cycleDueAt(text, now, 0, zone);
    if (dueAt !== null) return { dueAt, cycle: { text, from: now, fired: 0 } };
  } catch {
    throw new Fault('INVALID_TIMER', { elementId });
  }
  throw new Fault('INVALID_TIMER', { elementId });
}

function textOf(value: Json): string | undefined {
  if (typeof value === 'string') return value;
  if (value === null || typeof value !== 'object') return undefined;
  if ('$dateTime' in value) return value['$dateTime'] as string;
  if ('$duration' in value) return value['$duration'] as string;
  if ('$date' in value) return value['$date'] as string;
  return undefined;
}
