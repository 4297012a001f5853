import { CalendarError } from '../calendar/calendar-error.js';
import { cycleDueAt } from '../calendar/cycle.js';
import type { Instant } from '../calendar/instant.js';
import type { CompiledExpression, Lookup } from '../expressions/compiled-expression.js';
import { dueAtOf } from './timers.js';
import type { EventModel, ReceiveTaskModel, Trigger } from '../model/executable-model.js';
import { normalKey } from '../model/normal-key.js';
import { Fault } from './fault.js';
import type { Run } from './run.js';
import type { Token, Wait } from './state.js';
import { clockAt, evaluate, failed, lookUp, lookUpInScope } from './variables.js';

/** Steps of beginning to wait for something, and of counting when a timer is due. */
const ARM = 40;
const DUE_AT = 60;

/** Who waits: a token (catch event, boundary event, event-based gateway), or a scope (event sub-process). */
export type Waiter = { readonly token: Token } | { readonly scope: number };

/** What an element waits for: the triggers of an event, or the message of a receive task. */
export function triggersOf(element: EventModel | ReceiveTaskModel): readonly Trigger[] {
  return element.type === 'bpmn:ReceiveTask' ? [element.message] : element.triggers;
}

/**
 * Opens a timer or subscription for every trigger that comes from outside (13.5.2 to 13.5.4).
 * Errors, escalations, compensation and cancellation are found by structure when they are thrown.
 * @returns ids of conditional waits that are true already and therefore fire at once
 */
export function arm(run: Run, element: EventModel | ReceiveTaskModel, waiter: Waiter): readonly number[] {
  const triggers = triggersOf(element);
  const firing: number[] = [];
  triggers.forEach((trigger, index) => {
    const wait = waitFor(run, element, trigger, waiter);
    if (!wait) return;
    const numbered = triggers.length > 1 ? { ...wait, trigger: index } : wait;
    open(run, numbered);
    if (wait.was) firing.push(wait.id);
  });
  return firing;
}

function open(run: Run, wait: Wait): void {
  if (wait.kind === 'timer') {
    run.emit({ type: 'TimerScheduled', timerId: run.idOf(wait.id), wait, dueAt: wait.dueAt ?? run.now });
  } else {
    run.emit({ type: 'SubscriptionOpened', subscriptionId: run.idOf(wait.id), wait });
  }
}

function waitFor(run: Run, element: EventModel | ReceiveTaskModel, trigger: Trigger, waiter: Waiter): Wait | undefined {
  run.work.spend(ARM);
  const base = {
    id: run.nextId(),
    element: element.id,
    ...('token' in waiter ? { token: waiter.token.id } : { scope: waiter.scope }),
  };
  const scope = 'token' in waiter ? waiter.token.scope : waiter.scope;
  const clock = clockAt(run, scope);
  const lookup = lookupOf(run, waiter);
  switch (trigger.kind) {
    case 'timer': {
      run.work.spend(DUE_AT);
      const value = trigger.value.constant ?? evaluate(run, trigger.value, lookup, clock, 'INVALID_TIMER', element.id);
      return { ...base, kind: 'timer', ...dueAtOf(trigger.form, value, clock, element.id) };
    }
    case 'message': {
      const key = trigger.key
        ? evaluate(run, trigger.key, lookup, clock, 'CORRELATION_KEY_MISSING', element.id)
        : (run.state.businessKey ?? '');
      return { ...base, kind: 'message', name: trigger.name, key: keyText(key, element.id) };
    }
    case 'signal':
      return { ...base, kind: 'signal', name: trigger.name };
    case 'conditional':
      return { ...base, kind: 'conditional', was: holds(run, element.id, trigger.condition, waiter) };
    default:
      return undefined;
  }
}

export function keyText(value: unknown, element: string): string {
  if (typeof value === 'string') return normalKey(value);
  if (typeof value === 'number') return String(value);
  throw new Fault('CORRELATION_KEY_MISSING', { elementId: element });
}

function lookupOf(run: Run, waiter: Waiter): Lookup {
  if ('token' in waiter) return (name) => lookUp(run, waiter.token, name);
  const scope = run.scope(waiter.scope);
  return (name) => lookUpInScope(run, scope, name);
}

/** A conditional event's condition; what is not true, or fails, means not yet (10.5.5, conditional event definition). */
export function holds(run: Run, element: string, condition: CompiledExpression, waiter: Waiter): boolean {
  const scope = 'token' in waiter ? waiter.token.scope : waiter.scope;
  run.at = element;
  try {
    return condition.evaluate(lookupOf(run, waiter), clockAt(run, scope)) === true;
  } catch (error) {
    failed(run, error);
    return false;
  }
}

/** Closes what a token, or a scope, or one event of either waits for. */
export function closeWaits(run: Run, which: (wait: Wait) => boolean): void {
  if (run.state.waits.length === 0) return;
  for (const wait of run.state.waits.filter(which)) closeWait(run, wait);
}

export function closeWait(run: Run, wait: Wait): void {
  const { id, element } = wait;
  if (wait.kind === 'timer') run.emit({ type: 'TimerCancelled', timerId: run.idOf(id), wait: id, element });
  else run.emit({ type: 'SubscriptionClosed', subscriptionId: run.idOf(id), wait: id, element });
}

/** A cycle ends with its last occurrence, or with the calendar (the year 9999). */
function nextDueAt({ text, from }: NonNullable<Wait['cycle']>, occurrence: number, zone: string): Instant | null {
  try {
    return cycleDueAt(text, from, occurrence, zone);
  } catch (error) {
    if (error instanceof CalendarError) return null;
    throw error;
  }
}

/** The next occurrence of a cycle, under the same timer id; nothing after the last one. */
export function scheduleNext(run: Run, wait: Wait, zone: string): void {
  if (!wait.cycle) return;
  const fired = wait.cycle.fired + 1;
  const dueAt = nextDueAt(wait.cycle, fired, zone);
  if (dueAt === null) return;
  const next: Wait = { ...wait, dueAt, cycle: { ...wait.cycle, fired } };
  run.emit({ type: 'TimerScheduled', timerId: run.idOf(wait.id), wait: next, dueAt });
}
