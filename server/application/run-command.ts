import { upgradeState } from '../../engine/index.js';
import type { Command, Environment, Instant, InstanceState, StepResult } from '../../engine/index.js';
import { ApplicationError, DeliveryDone, RepeatedCommand, type ProblemCode } from './application-error.js';
import type { Change, CommitOutcome, Idempotency, InstanceChange, StoredAnswer, StoredInstance } from './ports.js';
import { requireUnchanged, revisionTag } from './precondition.js';
import { projectStep, runsAlone } from './project-step.js';
import { orQuarantine } from './quarantine.js';
import { seenOfInstance } from './instances/instance-answer.js';
import type { Caller, Services } from './services.js';
import { stateRow } from './state-row.js';
import { chainAfter } from './work/chain.js';

export interface LoadedInstance {
  readonly row: StoredInstance;
  readonly env: Environment;
  readonly state: InstanceState;
  /** Time of the command. */
  readonly now: Instant;
}

/** A command for the engine, or the name of one that changes only rows beside the state; and what is answered. */
type Commanded<T> =
  | { readonly command: Command; readonly answer: T }
  | { readonly command: Command; readonly answerOf: (result: StepResult) => T }
  | { readonly command?: undefined; readonly action: string; readonly answer: T };

export type Decision<T> = Commanded<T> & {
  /** What is written beside what follows from the step. */
  readonly change?: Partial<Change>;
};

/** What the caller has named, for its refusals and failures. */
export interface Naming {
  /** Code of the refusal where there is no such instance. */
  readonly absent?: 'INSTANCE_NOT_FOUND' | 'TASK_NOT_FOUND';
  /** What is tried, as long as it is not decided. */
  readonly command?: string;
}

const nameOf = (decision: Decision<unknown>): string => (decision.command ? decision.command.type : decision.action);

/** Commands that lost a race are decided again on what the winner left, this many times. */
const ATTEMPTS = 5;

/**
 * The one command path for an instance that exists: load, decide, step, commit; the answer comes after the commit.
 * Commands of one instance run one after the other.
 * @param decide sees the instance as it is and may refuse by throwing
 * @throws ApplicationError, EngineError (refused: nothing has changed), StoreUnavailable, RepeatedCommand
 */
export function runCommand<T>(
  services: Services,
  caller: Caller,
  instanceKey: number,
  decide: (instance: LoadedInstance) => Decision<T> | Promise<Decision<T>>,
  { absent = 'INSTANCE_NOT_FOUND', command = 'Decide' }: Naming = {},
): Promise<T> {
  return services.locks.run(instanceKey, async () => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const tried = { instanceKey, now: services.clock.now(), command };
      const [change, answer] = await orQuarantine(services, tried, async () => {
        const instance = await load(services, instanceKey, tried.now, absent);
        requireUnchanged(caller, 'processInstance', revisionTag(instance.row), seenOfInstance(instance.row));
        const decided = await decide(instance);
        tried.command = nameOf(decided);
        return changeOf(services, caller, instance, decided);
      });
      const outcome = await services.store.commit(change);
      if (outcome.kind === 'conflict') continue;
      settle(services, caller, change, outcome);
      return answer;
    }
    throw new ApplicationError('INSTANCE_BUSY');
  });
}

/** What a commit came to, where nobody else could have written the same instance. */
export function settle(services: Services, caller: Caller, change: Change, outcome: CommitOutcome): void {
  if (outcome.kind === 'repeated') throw repeated(caller.idempotency, outcome.answer);
  if (outcome.kind === 'taken') throw new DeliveryDone();
  if (outcome.kind === 'alreadyRunning') throw alreadyRunning(outcome.instanceKey);
  if (outcome.kind !== 'committed') throw new ApplicationError('INSTANCE_BUSY');
  if (makesWork(change)) services.work.wake();
  services.feed.wake();
}

/** Whether a change has left something to be done: a delivery, a timer, or a subscriber that a kept message waits for. */
const makesWork = (change: Change): boolean => {
  const { timersSet, messages, signals, subscriptionsOpened, taken, handled, batch, suspended } = change;
  if (suspended === false || [taken, handled, batch].some((one) => one !== undefined)) return true;
  return [timersSet, messages, signals, subscriptionsOpened].some((rows) => rows && rows.length > 0);
};

/** One instance of a process and business key runs at a time: the refusal names it. */
function alreadyRunning(instanceKey: number): Error {
  return new ApplicationError('INSTANCE_ALREADY_RUNNING', { current: { processInstanceKey: String(instanceKey) } });
}

/** The first answer again; under the same key another request is refused. */
export function repeated(idempotency: Idempotency | undefined, answer: StoredAnswer): Error {
  return answer.digest === idempotency?.digest
    ? new RepeatedCommand(answer)
    : new ApplicationError('IDEMPOTENCY_KEY_REUSED');
}

async function load(
  services: Services,
  instanceKey: number,
  now: Instant,
  absent: ProblemCode,
): Promise<LoadedInstance> {
  const row = await services.store.loadInstance(instanceKey);
  if (!row) throw new ApplicationError(absent);
  const env = await services.models.environment(services.store, row.environmentKey);
  return { row, env, state: upgradeState(row.state), now };
}

async function changeOf<T>(
  services: Services,
  caller: Caller,
  instance: LoadedInstance,
  decision: Decision<T>,
): Promise<readonly [Change, T]> {
  const [projected, answer] = await projectedBy(services, caller, instance, decision);
  const change: Change & { readonly instance: InstanceChange } = {
    ...projected,
    at: instance.now,
    by: caller.by,
    action: nameOf(decision),
    ...answerRow(caller, answer),
  };
  return [decision.change ? withMore(change, decision.change) : change, answer];
}

/** The rows that follow from the step, where there is one, and the answer. */
async function projectedBy<T>(
  services: Services,
  caller: Caller,
  instance: LoadedInstance,
  decision: Decision<T>,
): Promise<readonly [Partial<Change> & { readonly instance: InstanceChange }, T]> {
  const { instanceKey, revision: expectedRevision } = instance.row;
  if (!decision.command) return [{ instance: { instanceKey, expectedRevision } }, decision.answer];
  const result = await services.steps.take(instance.env, instance.state, decision.command);
  const rows = await rowsOf(services, instance, result, chainAfter(caller));
  return [rows, 'answerOf' in decision ? decision.answerOf(result) : decision.answer];
}

/** What a command writes beside its step; its events come after the step's, its messages before those that it throws. */
const withMore = (change: Change & { readonly instance: InstanceChange }, more: Partial<Change>): Change => ({
  ...change,
  ...more,
  ...(more.events && { events: [...(change.events ?? []), ...more.events] }),
  ...(more.messages && { messages: [...more.messages, ...(change.messages ?? [])] }),
  instance: { ...change.instance, ...more.instance },
});

async function rowsOf(
  { store }: Services,
  { env, row, state: before, now: at }: LoadedInstance,
  result: StepResult,
  chain: number,
) {
  const { instanceKey, revision: expectedRevision } = row;
  const rows = await projectStep(store, { env, instanceKey, at, before, result, chain });
  return {
    ...rows,
    instance: { instanceKey, expectedRevision, state: stateRow(result.state), ...runsAlone(env, result) },
  };
}

/** The row by which a repeat of the command gets this answer. */
export function answerRow(caller: Caller, answer: unknown): Pick<Change, 'idempotency'> {
  if (!caller.idempotency) return {};
  return { idempotency: { ...caller.idempotency, body: answer === undefined ? '' : JSON.stringify(answer) } };
}
