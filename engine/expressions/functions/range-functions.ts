import { includes, order } from '../evaluation/compare.js';
import type { Frame } from '../evaluation/frame.js';
import { ExpressionError } from '../expression-error.js';
import { Range } from '../values/range.js';
import type { Value } from '../values/value.js';
import { declare, type Signature } from './signature.js';

type Relation = (a: Range, b: Range, frame: Frame) => boolean;

/** Relations of points and ranges (DMN 1.3, 10.3.4.11, table 78). A point counts as a range of itself. */
export const rangeFunctions: readonly Signature[] = [
  relation('before(a: Any, b: Any)', isBefore),
  relation('after(a: Any, b: Any)', (a, b, frame) => isBefore(b, a, frame)),
  relation('meets(range1: range, range2: range)', meets),
  relation('met by(range1: range, range2: range)', (a, b, frame) => meets(b, a, frame)),
  relation('overlaps(range1: range, range2: range)', overlaps),
  relation(
    'overlaps before(range1: range, range2: range)',
    (a, b, frame) => overlaps(a, b, frame) && startsBefore(a, b, frame) && endsBefore(a, b, frame),
  ),
  relation(
    'overlaps after(range1: range, range2: range)',
    (a, b, frame) => overlaps(a, b, frame) && startsBefore(b, a, frame) && endsBefore(b, a, frame),
  ),
  relation('finishes(range1: Any, range2: range)', (a, b, frame) => sameEnd(a, b, frame) && !startsBefore(a, b, frame)),
  relation(
    'finished by(range1: range, range2: Any)',
    (a, b, frame) => sameEnd(a, b, frame) && !startsBefore(b, a, frame),
  ),
  relation('includes(range: range, value: Any)', contains),
  relation('during(value: Any, range: range)', (a, b, frame) => contains(b, a, frame)),
  relation('starts(range1: Any, range2: range)', (a, b, frame) => sameStart(a, b, frame) && !endsBefore(b, a, frame)),
  relation(
    'started by(range1: range, range2: Any)',
    (a, b, frame) => sameStart(a, b, frame) && !endsBefore(a, b, frame),
  ),
  relation('coincides(range1: Any, range2: Any)', (a, b, frame) => sameStart(a, b, frame) && sameEnd(a, b, frame)),
];

function relation(declaration: string, holds: Relation): Signature {
  return declare(`${declaration}: boolean`, ([a = null, b = null], frame) => {
    if (a === null || b === null) return null;
    return holds(asRange(a), asRange(b), frame);
  });
}

function asRange(value: Value): Range {
  return value instanceof Range ? value : new Range(value, value, true, true);
}

/** @throws ExpressionError WRONG_TYPE for values that have no order among each other */
function compare(a: Value, b: Value, frame: Frame): number {
  const result = order(a, b, frame);
  if (result === null) throw new ExpressionError('WRONG_TYPE', { operator: 'range' });
  return result;
}

function isBefore(a: Range, b: Range, frame: Frame): boolean {
  if (a.high === null || b.low === null) return false;
  const gap = compare(a.high, b.low, frame);
  return gap < 0 || (gap === 0 && !(a.highIncluded && b.lowIncluded));
}

function meets(a: Range, b: Range, frame: Frame): boolean {
  if (a.high === null || b.low === null) return false;
  return a.highIncluded && b.lowIncluded && compare(a.high, b.low, frame) === 0;
}

function overlaps(a: Range, b: Range, frame: Frame): boolean {
  return !isBefore(a, b, frame) && !isBefore(b, a, frame);
}

/** A range without a lower bound starts before all others. */
function startsBefore(a: Range, b: Range, frame: Frame): boolean {
  if (a.low === null || b.low === null) return a.low === null && b.low !== null;
  const gap = compare(a.low, b.low, frame);
  return gap < 0 || (gap === 0 && a.lowIncluded && !b.lowIncluded);
}

function endsBefore(a: Range, b: Range, frame: Frame): boolean {
  if (a.high === null || b.high === null) return a.high !== null && b.high === null;
  const gap = compare(a.high, b.high, frame);
  return gap < 0 || (gap === 0 && !a.highIncluded && b.highIncluded);
}

function sameStart(a: Range, b: Range, frame: Frame): boolean {
  return !startsBefore(a, b, frame) && !startsBefore(b, a, frame);
}

function sameEnd(a: Range, b: Range, frame: Frame): boolean {
  return !endsBefore(a, b, frame) && !endsBefore(b, a, frame);
}

function contains(range: Range, inner: Range, frame: Frame): boolean {
  if (inner.low === inner.high && inner.low !== null) return includes(range, inner.low, frame) === true;
  return !startsBefore(inner, range, frame) && !endsBefore(range, inner, frame);
}
