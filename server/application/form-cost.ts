import { ApplicationError } from './application-error.js';
import type { FormSchema } from './ports.js';

/** Parts of the form times values that were entered: about a fifth of a second where each is checked against each. */
const MOST_CHECKS = 1_500_000;
/** Pairs of values, where a form asks that the items of a list differ. */
const MOST_PAIRS = 4_000_000;
/** Characters times steps of the pattern that they are held to: about a fifth of a second. */
const MOST_MATCHING = 1_000_000;

interface Weight {
  readonly parts: number;
  readonly comparesItems: boolean;
}

const weights = new WeakMap<FormSchema, Weight>();
let matching = 0;

/**
 * Refuses to check values that would hold up everybody else. To be called before a form is used: patterns are counted
 * from then on.
 * @throws ApplicationError LIMIT_EXCEEDED
 */
export function requireAffordable(schema: FormSchema, values: unknown): void {
  matching = 0;
  const weight = weights.get(schema) ?? weigh(schema);
  weights.set(schema, weight);
  const entered = count(values);
  if (entered * weight.parts > MOST_CHECKS || (weight.comparesItems && entered ** 2 > MOST_PAIRS)) refuse();
}

/** @throws ApplicationError LIMIT_EXCEEDED when the patterns of one form have cost too much */
export function payForMatching(steps: number, text: string): void {
  matching += steps * text.length;
  if (matching > MOST_MATCHING) refuse();
}

function refuse(): never {
  throw new ApplicationError('LIMIT_EXCEEDED', { details: { limit: 'formChecks' } });
}

const weigh = (schema: FormSchema): Weight => ({
  parts: count(schema),
  comparesItems: mentions(schema, 'uniqueItems'),
});

/** Values in all, lists and objects among them. */
function count(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, inner) => sum + count(inner), 1);
}

function mentions(value: unknown, name: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.hasOwn(value, name) || Object.values(value).some((inner) => mentions(inner, name));
}
