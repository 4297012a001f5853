import type { ExpressionClock, Lookup } from '../compiled-expression.js';
import { ExpressionError } from '../expression-error.js';
import { EXPRESSION_LIMITS } from '../limits.js';
import type { Value } from '../values/value.js';

/** One evaluation: the values of names that were read or bound so far, the command's time, and the steps that are left. */
export class Frame {
  readonly slots: (Value | undefined)[];
  #steps: number = EXPRESSION_LIMITS.steps;
  #depth = 0;

  constructor(
    readonly lookup: Lookup,
    readonly clock: ExpressionClock,
    slots: number,
  ) {
    this.slots = slots === 0 ? NO_SLOTS : new Array<Value | undefined>(slots);
  }

  /**
   * Pays for work that grows with the data: elements of a list, parts of a text, rounds of an iteration.
   * @throws ExpressionError LIMIT_EXCEEDED when the steps of one evaluation are used up
   */
  spend(steps: number): void {
    this.#steps -= steps;
    if (this.#steps < 0) throw new ExpressionError('LIMIT_EXCEEDED', { limit: 'steps' });
  }

  /** `spend` as a function of its own. */
  get pay(): (steps: number) => void {
    return (steps) => this.spend(steps);
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
}

const NO_SLOTS: (Value | undefined)[] = [];
