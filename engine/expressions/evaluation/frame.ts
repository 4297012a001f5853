import type { ExpressionClock, Lookup } from '../compiled-expression.js';
import { WorkBudget } from '../work-budget.js';
import { ExpressionError } from '../expression-error.js';
import type { Pattern } from '../functions/pattern.js';
import { EXPRESSION_LIMITS } from '../limits.js';
import { STEPS, type Payer } from '../steps.js';
import { DAY, fixedOffset } from '../values/temporal.js';
import type { Value } from '../values/value.js';

/** One evaluation: the values of names that were read or bound so far, the command's time, and the steps that are left. */
export class Frame implements Payer {
  readonly slots: (Value | undefined)[];
  #steps: number = EXPRESSION_LIMITS.steps;
  #depth = 0;
  #alone: WorkBudget | undefined;

  /**
   * @param cost steps of going through the whole expression once
   * @throws BudgetSpent
   */
  constructor(
    readonly lookup: Lookup,
    readonly clock: ExpressionClock,
    slots: number,
    cost: number,
  ) {
    this.slots = slots === 0 ? NO_SLOTS : new Array<Value | undefined>(slots);
    this.spend(cost);
  }

  /**
   * Pays for work that grows with the data: elements of a list, parts of a text, rounds of an iteration.
   * @throws ExpressionError LIMIT_EXCEEDED when the steps of one evaluation are used up: all of them then count for the command
   * @throws BudgetSpent when those of the command are
   */
  spend(steps: number): void {
    const { budget } = this.clock;
    if (steps > this.#steps) {
      budget?.spend(this.#steps);
      throw new ExpressionError('LIMIT_EXCEEDED', { limit: 'steps' });
    }
    this.#steps -= steps;
    budget?.spend(steps);
  }

  /** Pays for each of the days around the time, as its offset may have to be looked up in the time zone database. */
  spendOnZone(zone: string | null, time: number): void {
    if (zone === null || fixedOffset(zone) !== undefined) return this.spend(STEPS.zone);
    let days = this.#memory.daysOf(zone);
    if (days === undefined) {
      this.spend(STEPS.newZone);
      days = this.#memory.addZone(zone);
    }
    const day = Math.floor(time / DAY);
    for (let around = day - 1; around <= day + 2; around++) {
      this.spend(days.has(around) ? STEPS.zone : STEPS.newDay);
      days.add(around);
    }
  }

  /** A pattern, which is paid for when the command uses it the first time. */
  pattern(key: string, make: () => Pattern): Pattern {
    const { patterns } = this.#memory;
    const known = patterns.get(key);
    if (known !== undefined) return known;
    const made = make();
    patterns.set(key, made);
    return made;
  }

  /** Goes one level into a nested value. @throws ExpressionError LIMIT_EXCEEDED */
  deeper<T>(inside: () => T): T {
    this.#depth += 1;
    if (this.#depth > EXPRESSION_LIMITS.valueDepth)
      throw new ExpressionError('LIMIT_EXCEEDED', { limit: 'valueDepth' });
    const result = inside();
    this.#depth -= 1;
    return result;
  }

  /** A list that the expression built. @throws ExpressionError LIMIT_EXCEEDED */
  list(values: readonly Value[]): readonly Value[] {
    this.spend(values.length + 1);
    if (values.length > EXPRESSION_LIMITS.listSize) throw new ExpressionError('LIMIT_EXCEEDED', { limit: 'listSize' });
    return values;
  }

  /** A text that the expression built. @throws ExpressionError LIMIT_EXCEEDED */
  text(value: string): string {
    this.spend(1 + (value.length >> 5));
    if (value.length > EXPRESSION_LIMITS.textLength) {
      throw new ExpressionError('LIMIT_EXCEEDED', { limit: 'textLength' });
    }
    return value;
  }

  /** What the evaluations of the command have asked for before; of an evaluation without a budget, what it has itself. */
  get #memory(): WorkBudget {
    return this.clock.budget ?? (this.#alone ??= new WorkBudget(Infinity));
  }
}

const NO_SLOTS: (Value | undefined)[] = [];
