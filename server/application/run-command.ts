import { randomUUID } from 'node:crypto';

import { EngineError, step, upgradeState } from '../../engine/index.js';
import type { Command, Environment, Instant, InstanceState, StepResult } from '../../engine/index.js';
import { ApplicationError, DeliveryDone, RepeatedCommand } from './application-error.js';
import type { Change, CommitOutcome, Idempotency, StoredAnswer, StoredInstance } from './ports.js';
import { projectStep } from './project-step.js';
import type { Caller, Services } from './services.js';

export interface LoadedInstance {
  readonly row: StoredInstance;
  readonly env: Environment;
  readonly state: InstanceState;
  /** Time of the command. */
  readonly now: Instant;
}

export interface Decision<T> {
  /** Absent where only rows beside the state change. */
  readonly command?: Command;
  /** What is written beside what follows from the step. */
  readonly change?: Partial<Change>;
  readonly answer: T;
}

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
): Promise<T> {
  return services.locks.run(instanceKey, async () => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const instance = await load(services, instanceKey);
      const decision = await decide(instance);
      const outcome = await services.store.commit(await changeOf(services, caller, instance, decision));
      if (outcome.kind === 'conflict') continue;
      settle(services, caller, outcome);
      return decision.answer;
    }
    throw new ApplicationError('INSTANCE_BUSY');
  });
}

/** What a commit came to, where nobody else could have written the same instance. */
export function settle(services: Services, caller: Caller, outcome: CommitOutcome): void {
  if (outcome.kind === 'repeated') throw repeated(caller.idempotency, outcome.answer);
  if (outcome.kind === 'taken') throw new DeliveryDone();
  if (outcome.kind !== 'committed') throw new ApplicationError('INSTANCE_BUSY');
  services.work.wake();
}

/** The first answer again; under the same key another request is refused. */
export function repeated(idempotency: Idempotency | undefined, answer: StoredAnswer): Error {
  return answer.digest === idempotency?.digest
    ? new RepeatedCommand(answer)
    : new ApplicationError('IDEMPOTENCY_KEY_REUSED');
}

async function load(services: Services, instanceKey: number): Promise<LoadedInstance> {
  const row = await services.store.loadInstance(instanceKey);
  if (!row) throw new ApplicationError('INSTANCE_NOT_FOUND');
  const env = await services.models.environment(services.store, row.environmentKey);
  return { row, env, state: upgradeState(row.state), now: services.clock.now() };
}

async function changeOf<T>(
  services: Services,
  caller: Caller,
  instance: LoadedInstance,
  decision: Decision<T>,
): Promise<Change> {
  const { env, row, state: before, now: at } = instance;
  const { instanceKey, revision: expectedRevision } = row;
  const base = { at, by: caller.by, ...answerRow(caller, decision.answer), ...decision.change };
  if (!decision.command) return { ...base, instance: { instanceKey, expectedRevision, ...decision.change?.instance } };
  const result = safeStep(services, env, before, decision.command, instanceKey);
  return {
    ...base,
    ...(await projectStep(services.store, { env, instanceKey, at, before, result })),
    ...decision.change,
    instance: { instanceKey, expectedRevision, state: result.state, ...decision.change?.instance },
  };
}

/** The row by which a repeat of the command gets this answer. */
export function answerRow(caller: Caller, answer: unknown): Pick<Change, 'idempotency'> {
  if (!caller.idempotency) return {};
  return { idempotency: { ...caller.idempotency, body: answer === undefined ? '' : JSON.stringify(answer) } };
}

/**
 * One step. A refusal passes through; anything else that is thrown is a defect of ours: it is logged with an id,
 * without its message (which might hold values), and the instance stays as it was.
 */
export function safeStep(
  services: Services,
  env: Environment,
  state: InstanceState | null,
  command: Command,
  instanceKey: number,
): StepResult {
  try {
    return step(env, state, command);
  } catch (error) {
    if (error instanceof EngineError) throw error;
    const failure = randomUUID();
    const name = error instanceof Error ? error.name : 'unknown';
    const frames =
      error instanceof Error
        ? (error.stack ?? '')
            .split('\n')
            .filter((line) => /^\s+at /.test(line))
            .slice(0, 8)
            .join(' ')
        : '';
    services.log.error({ failure, instanceKey, command: command.type, error: name, frames }, 'a step failed');
    throw new ApplicationError('STEP_FAILED', { details: { failure } });
  }
}
