import type { Value } from './value.js';

/** An interval (DMN 1.3, 10.3.2.7). A bound that is null is no bound: `> 5` is `(5..null)`. */
export class Range {
  constructor(
    readonly low: Value,
    readonly high: Value,
    readonly lowIncluded: boolean,
    readonly highIncluded: boolean,
  ) {}
}
