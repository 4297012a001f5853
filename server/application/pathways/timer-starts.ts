import { BudgetSpent, cycleDueAt, parseInstant, plus, type WorkBudget } from '../../../engine/index.js';
import type { ExecutableModel, ExpressionClock, Instant, Json, TimerTrigger } from '../../../engine/index.js';
import { ApplicationError } from '../application-error.js';
import type { TimerStart } from '../ports.js';

/**
 * When the timer start events of a process are due, counted from its deployment (BPMN 2.0.2, 10.5.2 start events).
 * A date that has passed is due at once; a timer that cannot be read never is: `compile` has refused such a text.
 * @param budget of the deployment as a whole
 * @throws ApplicationError MODEL_TOO_COSTLY when it is spent
 */
export function timerStartsOf(
  model: ExecutableModel,
  processId: string,
  at: Instant,
  budget: WorkBudget,
): readonly TimerStart[] {
  return model.starts.flatMap(({ process, element, trigger }) => {
    if (process !== processId || trigger.kind !== 'timer') return [];
    const when = dueAtOf(trigger, { now: at, zone: model.zone, budget });
    return when ? [{ element, ...when }] : [];
  });
}

function dueAtOf(trigger: TimerTrigger, clock: ExpressionClock): Omit<TimerStart, 'element'> | null {
  const { now: at, zone } = clock;
  try {
    const value = trigger.value.constant ?? trigger.value.evaluate(() => undefined, clock);
    const text = textOf(value);
    if (text === undefined) return null;
    if (trigger.form === 'date') return { dueAt: parseInstant(text, zone) };
    if (trigger.form === 'duration') return { dueAt: plus(at, text, zone) };
    const dueAt = cycleDueAt(text, at, 0, zone);
    return dueAt === null ? null : { dueAt, cycle: { text, from: at, fired: 0 } };
  } catch (error) {
    if (error instanceof BudgetSpent) throw new ApplicationError('MODEL_TOO_COSTLY');
    return null;
  }
}

function textOf(value: Json): string | undefined {
  if (typeof value === 'string') return value;
  if (value === null || typeof value !== 'object') return undefined;
  const text = Object.values(value)[0];
  return typeof text === 'string' ? text : undefined;
}
