import { setTimeout as sleep } from 'node:timers/promises';

import {
  DEFAULT_LIMITS,
  step,
  type Command,
  type Environment,
  type InstanceState,
  type StepResult,
} from '../../engine/index.js';
import { ApplicationError } from './application-error.js';

/**
 * Takes the steps of the engine. While one runs, everybody waits: the engine bounds its work, and here the others get their
 * turn after one that has taken long.
 */
export interface Steps {
  /**
   * @param state null for `StartInstance`
   * @throws EngineError when the command is refused, ApplicationError OVERLOADED when too many long ones wait for their turn
   */
  take(environment: Environment, state: InstanceState | null, command: Command): Promise<StepResult>;
}

/** Milliseconds from which a step is long, where it has done much: a pause of the machine is not the model's doing. */
const LONG = 10;
/** Work, or events, of a step that may have taken so long: a tenth of what it may do. */
const MUCH_WORK = DEFAULT_LIMITS.workBudget / 10;
const MANY_EVENTS = 1_000;
/** Pause after a long one, in times that it took: so all of them together have a third of the thread at most. */
const PAUSE = 2;
/** Steps that may wait for their turn, some seconds in all. */
const MOST_WAITING = 50;
const MOST_KNOWN = 1_000;

interface Outcome {
  /** Gives the result or throws the error of the step. */
  readonly result: () => StepResult;
  /** Milliseconds that others are given before the next one. */
  readonly pause: number;
}

/**
 * Steps are taken at once. Those of models whose last one was long are taken one after the other, with a pause in between.
 * @param now milliseconds that pass, and how to wait; others for tests
 */
export function createSteps(
  now: () => number = () => performance.now(),
  wait: (milliseconds: number) => Promise<unknown> = (milliseconds) => sleep(milliseconds),
): Steps {
  const long = new Set<string>();
  let turn: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  function takeNow(environment: Environment, state: InstanceState | null, command: Command): Outcome {
    const began = now();
    const { result, isLarge } = attempt(() => step(environment, state, command));
    const took = now() - began;
    long.delete(environment.key);
    if (took < LONG || !isLarge) return { result, pause: 0 };
    if (long.size >= MOST_KNOWN) long.clear();
    long.add(environment.key);
    return { result, pause: PAUSE * took };
  }

  async function takeInTurn(take: () => Outcome): Promise<Outcome> {
    if (waiting >= MOST_WAITING) throw new ApplicationError('OVERLOADED');
    waiting += 1;
    const taken = turn.then(take);
    turn = taken.then(({ pause }) => (pause > 0 ? wait(pause) : undefined));
    return taken.finally(() => (waiting -= 1));
  }

  return {
    async take(environment, state, command) {
      const take = (): Outcome => takeNow(environment, state, command);
      if (long.has(environment.key)) return (await takeInTurn(take)).result();
      const { result, pause } = take();
      if (pause > 0) turn = turn.then(() => wait(pause));
      return result();
    },
  };
}

/** What it gives or throws, for later. A step that is refused does not tell what it has done: it counts as much. */
function attempt(work: () => StepResult): { readonly result: () => StepResult; readonly isLarge: boolean } {
  try {
    const value = work();
    return { result: () => value, isLarge: value.work >= MUCH_WORK || value.events.length >= MANY_EVENTS };
  } catch (error) {
    return {
      result: () => {
        throw error;
      },
      isLarge: true,
    };
  }
}
