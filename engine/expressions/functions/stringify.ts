import type { Frame } from '../evaluation/frame.js';
import { STEPS } from '../steps.js';
import { Decimal } from '../values/decimal.js';
import { Range } from '../values/range.js';
import { isContext, isList, type Value } from '../values/value.js';

const WORD = /^\w+$/;

/** A value as the function `string` writes it (DMN 1.3, 10.3.4.1): texts inside lists and contexts are quoted. */
export function stringify(value: Value, frame: Frame): string {
  return typeof value === 'string' ? value : inner(value, frame);
}

function inner(value: Value, frame: Frame): string {
  frame.spend(2);
  if (typeof value === 'string') return quoted(value, frame);
  if (isList(value)) return frame.deeper(() => frame.text(`[${value.map((item) => inner(item, frame)).join(', ')}]`));
  if (isContext(value))
    return frame.deeper(() =>
      frame.text(
        `{${Object.entries(value)
          .map((entry) => pair(entry, frame))
          .join(', ')}}`,
      ),
    );
  if (value instanceof Range) return rangeText(value, frame);
  if (value === null) return 'null';
  frame.spend(value instanceof Decimal ? value.steps : STEPS.text);
  return value.toString();
}

function quoted(text: string, frame: Frame): string {
  frame.spend(text.length);
  return frame.text(`"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`);
}

function pair([key, value]: readonly [string, Value], frame: Frame): string {
  frame.spend(10 + (key.length >> 2));
  return `${WORD.test(key) ? key : JSON.stringify(key)}: ${inner(value, frame)}`;
}

function rangeText({ low, high, lowIncluded, highIncluded }: Range, frame: Frame): string {
  return `${lowIncluded ? '[' : '('}${inner(low, frame)}..${inner(high, frame)}${highIncluded ? ']' : ')'}`;
}
