import { cycleDueAt, parseInstant, plus } from '../../../engine/index.js';
import type { ExecutableModel, Instant, Json, TimerTrigger } from '../../../engine/index.js';
import type { TimerStart } from '../ports.js';

/**
 * When the timer start events of a process are due, counted from its deployment (BPMN 2.0.2, 10.5.2 start events).
 * A date that has passed is due at once; a timer that cannot be read never is: `compile` has refused such a text.
 */
export function timerStartsOf(model: ExecutableModel, processId: string, at: Instant): readonly TimerStart[] {
  return model.starts.flatMap(({ process, element, trigger }) => {
    if (process !== processId || trigger.kind !== 'timer') return [];
    const when = dueAtOf(trigger, model.zone, at);
    return when ? [{ element, ...when }] : [];
  });
}

function dueAtOf(trigger: TimerTrigger, zone: string, at: Instant): Omit<TimerStart, 'element'> | null {
  try {
    const value = trigger.value.constant ?? trigger.value.evaluate(() => undefined, { now: at, zone });
    const text = textOf(value);
    if (text === undefined) return null;
    if (trigger.form === 'date') return { dueAt: parseInstant(text, zone) };
    if (trigger.form === 'duration') return { dueAt: plus(at, text, zone) };
    const dueAt = cycleDueAt(text, at, 0, zone);
    return dueAt === null ? null : { dueAt, cycle: { text, from: at, fired: 0 } };
  } catch {
    return null;
  }
}

function textOf(value: Json): string | undefined {
  if (typeof value === 'string') return value;
  if (value === null || typeof value !== 'object') return undefined;
  const text = Object.values(value)[0];
  return typeof text === 'string' ? text : undefined;
}
