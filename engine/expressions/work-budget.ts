import type { Pattern } from './functions/pattern.js';

/**
 * Steps that several evaluations may take together: those of one command. They are counted by the work that is asked for,
 * never by the clock, so that the same command ends at the same place wherever it is carried out.
 */
export class WorkBudget {
  /** Patterns that have been paid for, by flags and text. */
  readonly patterns = new Map<string, Pattern>();
  readonly #days = new Map<string, Set<number>>();
  #left: number;

  /** @param steps see `expressions/steps.ts` */
  constructor(steps: number) {
    this.#left = steps;
  }

  /** Steps that are left; negative when too many were asked for. */
  get left(): number {
    return this.#left;
  }

  /** @throws BudgetSpent when there are not so many left, and from then on each time */
  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new BudgetSpent();
  }

  /** Days of a zone whose offsets have been paid for; undefined for a zone that has not been named. */
  daysOf(zone: string): Set<number> | undefined {
    return this.#days.get(zone);
  }

  addZone(zone: string): Set<number> {
    const days = new Set<number>();
    this.#days.set(zone, days);
    return days;
  }
}

/** Thrown in the middle of an evaluation when it and those before it have used up what they may take together. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
}
