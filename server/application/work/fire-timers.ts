import { cycleDueAt } from '../../../engine/index.js';
import { partKey } from '../keys.js';
import type { DueTimer, DueTimerStart, TimerStart } from '../ports.js';
import { runCommand } from '../run-command.js';
import { SYSTEM, type Services } from '../services.js';
import { startInstance } from '../start-instance.js';
import { attempt } from './attempt.js';
import { CHAIN_TOO_LONG, isTooLong } from './chain.js';
import { inParallel } from './in-parallel.js';

/** Timers of different instances share commits; fewer at once while people have much to be done. */
const TIMERS_AT_ONCE = 128;
const BESIDE_PEOPLE = 16;
const MANY_COMMANDS = 32;

/**
 * Fires timers that are due: in due order, those of one instance one after the other.
 * @param most at once; 1 where the order of all of them matters
 * @returns how many were tried
 */
export async function fireTimers(
  services: Services,
  limit: number,
  afterEach: () => Promise<void>,
  most = TIMERS_AT_ONCE,
): Promise<number> {
  const due = await services.store.dueTimers(services.clock.now(), limit);
  const width = services.admission.busy > MANY_COMMANDS ? Math.min(most, BESIDE_PEOPLE) : most;
  await inParallel(byInstance(due), width, async (timers) => {
    for (const timer of timers) await fire(services, timer);
    await afterEach();
  });
  return due.length;
}

function byInstance(due: readonly DueTimer[]): readonly (readonly DueTimer[])[] {
  const lanes = new Map<number, DueTimer[]>();
  for (const timer of due) {
    const lane = lanes.get(timer.instanceKey);
    if (lane) lane.push(timer);
    else lanes.set(timer.instanceKey, [timer]);
  }
  return [...lanes.values()];
}

function fire(services: Services, timer: DueTimer): Promise<void> {
  const { instanceKey, number, dueAt, attempts, chain } = timer;
  if (isTooLong(chain)) services.log.warn({ instanceKey, number, code: CHAIN_TOO_LONG }, 'a timer was slowed down');
  return attempt(services, {
    what: { kind: 'timer', instanceKey, number, dueAt },
    attempts,
    moot: ['TIMER_NOT_FOUND', 'INSTANCE_ENDED'],
    do: () =>
      runCommand(services, { by: SYSTEM.timer, chain }, instanceKey, ({ now }) => ({
        command: { type: 'FireTimer', timerId: partKey(timer), now, by: SYSTEM.timer },
        answer: undefined,
      })),
  });
}

/** Starts processes whose timer start event is due. @returns how many were tried */
export async function fireTimerStarts(
  services: Services,
  limit: number,
  afterEach: () => Promise<void>,
): Promise<number> {
  const due = await services.store.dueTimerStarts(services.clock.now(), limit);
  for (const start of due) {
    await startByTimer(services, start);
    await afterEach();
  }
  return due.length;
}

function startByTimer(services: Services, start: DueTimerStart): Promise<void> {
  const { definitionKey, element, dueAt, attempts } = start;
  return attempt(services, {
    what: { kind: 'timerStart', definitionKey, element, dueAt },
    attempts,
    moot: ['PROCESS_NOT_FOUND', 'START_NOT_FOUND'],
    do: async () => {
      const definition = await services.store.definition(definitionKey);
      if (!definition) throw new Error('DEFINITION_MISSING');
      const { zone } = await services.models.model(services.store, definition.modelKey);
      const taken = { kind: 'timerStart', definitionKey, element, dueAt, next: nextOf(start, zone) } as const;
      await startInstance(services, { by: SYSTEM.timer }, { definition, element, taken });
    },
  });
}

function nextOf({ element, cycle }: TimerStart, zone: string): TimerStart | null {
  if (!cycle) return null;
  const fired = cycle.fired + 1;
  const dueAt = cycleDueAt(cycle.text, cycle.from, fired, zone);
  return dueAt === null ? null : { element, dueAt, cycle: { ...cycle, fired } };
}
