import { BudgetSpent } from '../expressions/work-budget.js';
import type { Command } from './commands.js';
import { lookAtConditions } from './conditions.js';
import { decide } from './decide/decide.js';
import { reopens } from './decide/modify-instance.js';
import { EngineError } from './engine-error.js';
import type { Environment } from './environment.js';
import type { StepResult } from './events.js';
import { Fault, StepTooLarge } from './fault.js';
import { performAll, raiseIncident } from './perform.js';
import { Run } from './run.js';
import { sizeOf } from './size-of.js';
import { STATE_VERSION, type InstanceState } from './state.js';

/**
 * Carries out one command: decides it, then lets every token go as far as it can. Pure and deterministic: the same
 * environment, state and command always give the same result, and the state given is not changed.
 * @param state null for `StartInstance`
 * @returns the state after, and the events that lead from the state before to it, in order
 * @throws EngineError when the command is refused; nothing has changed then
 */
export function step(environment: Environment, state: InstanceState | null, command: Command): StepResult {
  guard(environment, state, command);
  const run = new Run(environment, state, command.now, command.by);
  decideOrRefuse(run, command);
  if (command.type === 'SetVariables' || run.received > MUCH) refuseGrowth(run);
  const decided = run.events.length;
  const queued = run.queue.length;
  run.isCounting = true;
  try {
    performAll(run);
    checkSize(run, state?.counter ?? 0);
  } catch (error) {
    const code = tooLarge(error);
    if (!code) throw error;
    stop(run, decided, queued, code);
  }
  const { workBudget } = environment.limits;
  return { state: run.state, events: run.events, work: workBudget - Math.max(0, run.work.left) };
}

/** Undefined for an error of another kind. */
function tooLarge(error: unknown): StepTooLarge['code'] | undefined {
  if (error instanceof BudgetSpent) return 'WORK_BUDGET_EXHAUSTED';
  return error instanceof StepTooLarge ? error.code : undefined;
}

/** The range of dates (ECMA-262, 21.4.1.1), in milliseconds around 1970. */
const LAST_INSTANT = 8.64e15;

function guard(environment: Environment, state: InstanceState | null, command: Command): void {
  if (!Number.isSafeInteger(command.now) || Math.abs(command.now) > LAST_INSTANT)
    throw new EngineError('TIME_NOT_VALID');
  if (command.type === 'StartInstance') {
    if (state !== null) throw new EngineError('INSTANCE_EXISTS', { instanceId: state.instanceId });
    return;
  }
  if (state === null) throw new EngineError('INSTANCE_NOT_STARTED');
  if (state.version !== STATE_VERSION) throw new EngineError('STATE_TOO_NEW', { version: state.version });
  if (state.environment !== environment.key) throw new EngineError('ENVIRONMENT_MISMATCH', { key: environment.key });
  const { instanceId } = state;
  if (state.status !== 'running' && !reopens(command)) throw new EngineError('INSTANCE_ENDED', { instanceId });
  if (state.suspended && !WHILE_SUSPENDED.has(command.type))
    throw new EngineError('INSTANCE_SUSPENDED', { instanceId });
}

const WHILE_SUSPENDED: ReadonlySet<Command['type']> = new Set([
  'ResumeInstance',
  'CancelInstance',
  'ModifyInstance',
  'SetVariables',
]);

/** What cannot even be begun is refused as a whole. */
function decideOrRefuse(run: Run, command: Command): void {
  try {
    decide(run, command);
    lookAtConditions(run);
  } catch (error) {
    if (error instanceof StepTooLarge) throw new EngineError('LIMIT_EXCEEDED', { limit: 'openTokens' });
    if (error instanceof BudgetSpent) {
      throw new EngineError('LIMIT_EXCEEDED', { limit: 'workBudget', ...(run.at && { elementId: run.at }) });
    }
    if (error instanceof Fault) throw new EngineError('ACTION_NOT_POSSIBLE', { ...error.details, cause: error.code });
    throw error;
  }
}

/** A step that does not end, computes too much or grows too large, is rolled back to its decision; what it had to do becomes incidents. */
function stop(run: Run, decided: number, queued: number, code: StepTooLarge['code']): void {
  const undone = run.queue.slice(0, queued);
  const where = code === 'WORK_BUDGET_EXHAUSTED' && run.at ? { elementId: run.at } : {};
  run.isCounting = false;
  run.rollBack(decided);
  for (const work of undone) {
    const details = { ...where, ...(work.flow !== undefined && { flowId: work.flow }) };
    if (run.findToken(work.token)) raiseIncident(run, work, code, details);
  }
}

/** Bytes from which what a command brings is measured together with the state that it goes into. */
const MUCH = 4096;

function refuseGrowth(run: Run): void {
  if (sizeOf(run.state, run.environment.limits.stateBytes) < 0) {
    throw new EngineError('LIMIT_EXCEEDED', { limit: 'stateBytes' });
  }
}

/** The whole state is measured when a step has done much, and now and then: each time that 64 more numbers are given. */
function checkSize(run: Run, counterBefore: number): void {
  if (run.events.length < 64 && run.state.counter >> 6 === counterBefore >> 6) return;
  if (sizeOf(run.state, run.environment.limits.stateBytes) < 0) throw new StepTooLarge('LIMIT_EXCEEDED');
}
