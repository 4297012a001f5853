import { includes, order } from '../evaluation/compare.js';
import { ExpressionError } from '../expression-error.js';
import { Range } from '../values/range.js';
import type { Value } from '../values/value.js';
import { declare, type Signature } from './signature.js';

type Relation = (a: Range, b: Range) => boolean;

/** Relations of points and ranges (DMN 1.3, 10.3.4.11, table 78). A point counts as a range of itself. */
export const rangeFunctions: readonly Signature[] = [
  relation('before(a: Any, b: Any)', isBefore),
  relation('after(a: Any, b: Any)', (a, b) => isBefore(b, a)),
  relation('meets(range1: range, range2: range)', meets),
  relation('met by(range1: range, range2: range)', (a, b) => meets(b, a)),
  relation('overlaps(range1: range, range2: range)', overlaps),
  relation(
    'overlaps before(range1: range, range2: range)',
    (a, b) => overlaps(a, b) && startsBefore(a, b) && endsBefore(a, b),
  ),
  relation(
    'overlaps after(range1: range, range2: range)',
    (a, b) => overlaps(a, b) && startsBefore(b, a) && endsBefore(b, a),
  ),
  relation('finishes(range1: Any, range2: range)', (a, b) => sameEnd(a, b) && !startsBefore(a, b)),
  relation('finished by(range1: range, range2: Any)', (a, b) => sameEnd(a, b) && !startsBefore(b, a)),
  relation('includes(range: range, value: Any)', contains),
  relation('during(value: Any, range: range)', (a, b) => contains(b, a)),
  relation('starts(range1: Any, range2: range)', (a, b) => sameStart(a, b) && !endsBefore(b, a)),
  relation('started by(range1: range, range2: Any)', (a, b) => sameStart(a, b) && !endsBefore(a, b)),
  relation('coincides(range1: Any, range2: Any)', (a, b) => sameStart(a, b) && sameEnd(a, b)),
];

function relation(declaration: string, holds: Relation): Signature {
  return declare(`${declaration}: boolean`, ([a = null, b = null]) => {
    if (a === null || b === null) return null;
    return holds(asRange(a), asRange(b));
  });
}

function asRange(value: Value): Range {
  return value instanceof Range ? value : new Range(value, value, true, true);
}

/** @throws ExpressionError WRONG_TYPE for values that have no order among each other */
function compare(a: Value, b: Value): number {
  const result = order(a, b);
  if (result === null) throw new ExpressionError('WRONG_TYPE', { operator: 'range' });
  return result;
}

function isBefore(a: Range, b: Range): boolean {
  if (a.high === null || b.low === null) return false;
  const gap = compare(a.high, b.low);
  return gap < 0 || (gap === 0 && !(a.highIncluded && b.lowIncluded));
}

function meets(a: Range, b: Range): boolean {
  if (a.high === null || b.low === null) return false;
  return a.highIncluded && b.lowIncluded && compare(a.high, b.low) === 0;
}

function overlaps(a: Range, b: Range): boolean {
  return !isBefore(a, b) && !isBefore(b, a);
}

/** A range without a lower bound starts before all others. */
function startsBefore(a: Range, b: Range): boolean {
  if (a.low === null || b.low === null) return a.low === null && b.low !== null;
  const gap = compare(a.low, b.low);
  return gap < 0 || (gap === 0 && a.lowIncluded && !b.lowIncluded);
}

function endsBefore(a: Range, b: Range): boolean {
  if (a.high === null || b.high === null) return a.high !== null && b.high === null;
  const gap = compare(a.high, b.high);
  return gap < 0 || (gap === 0 && !a.highIncluded && b.highIncluded);
}

function sameStart(a: Range, b: Range): boolean {
  return !startsBefore(a, b) && !startsBefore(b, a);
}

function sameEnd(a: Range, b: Range): boolean {
  return !endsBefore(a, b) && !endsBefore(b, a);
}

function contains(range: Range, inner: Range): boolean {
  if (inner.low === inner.high && inner.low !== null) return includes(range, inner.low) === true;
  return !startsBefore(inner, range) && !endsBefore(range, inner);
}
