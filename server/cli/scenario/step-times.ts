import { CalendarError, parseInstant, plus } from '../../../engine/index.js';
import type { Instant } from '../../../engine/index.js';
import type { Scenario } from './scenario-format.js';

/** A time of a scenario that cannot be used; step 0 is `begins`. */
export interface TimeProblem {
  readonly step: number;
  readonly message: string;
}

export interface StepTimes {
  readonly begins: Instant;
  readonly times: readonly Instant[];
  readonly problems: readonly TimeProblem[];
}

/**
 * When each step happens: at its own time, a duration after the step before, or together with it.
 * @param zone IANA zone in which days and months of `after` are counted
 */
export function stepTimes(scenario: Scenario, zone: string): StepTimes {
  const problems: TimeProblem[] = [];
  const read = (step: number, field: string, time: () => Instant, otherwise: Instant): Instant => {
    try {
      return time();
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      problems.push({ step, message: `${field}: ${error.code}` });
      return otherwise;
    }
  };
  const begins = read(0, 'begins', () => parseInstant(scenario.begins, zone), 0);
  let now = begins;
  const times = scenario.steps.map(({ at, after }, index) => {
    const before = now;
    if (at !== undefined) now = read(index + 1, 'at', () => parseInstant(at, zone), before);
    if (after !== undefined) now = read(index + 1, 'after', () => plus(before, after, zone), before);
    if (now < before) problems.push({ step: index + 1, message: 'it is earlier than the step before' });
    return now;
  });
  return { begins, times, problems };
}
