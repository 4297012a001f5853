import { exact, negate, ofDecimals } from '../evaluation/arithmetic.js';
import { toDecimal } from '../evaluation/compare.js';
import type { Frame } from '../evaluation/frame.js';
import { ExpressionError } from '../expression-error.js';
import { STEPS } from '../steps.js';
import { Decimal, type Rounding } from '../values/decimal.js';
import { DurationValue } from '../values/temporal.js';
import type { Value } from '../values/value.js';
import { declare, type Call, type Signature } from './signature.js';

/** Functions for numbers (DMN 1.3, 10.3.4.1 and 10.3.4.5). A decimal stays a decimal. */
export const numberFunctions: readonly Signature[] = [
  declare('number(from: string, grouping separator?: string, decimal separator?: string): number', parseNumber),
  declare('decimal(n: decimal, scale: number): number', rounding('halfEven')),
  declare('floor(n: decimal, scale?: number): number', rounding('floor')),
  declare('ceiling(n: decimal, scale?: number): number', rounding('ceiling')),
  declare('round up(n: decimal, scale: number): number', rounding('up')),
  declare('round down(n: decimal, scale: number): number', rounding('down')),
  declare('round half up(n: decimal, scale: number): number', rounding('halfUp')),
  declare('round half down(n: decimal, scale: number): number', rounding('halfDown')),
  declare('abs(n: decimal): number', ([n = null], frame) => absolute(n, frame)),
  declare('abs(n: decimal|duration): Any', ([n = null], frame) => absolute(n, frame)),
  declare('modulo(dividend: decimal, divisor: decimal): number', ([dividend = null, divisor = null], frame) =>
    modulo(dividend, divisor, frame),
  ),
  declare('sqrt(number: number): number', ([n]) => within('sqrt', n as number, 0, Math.sqrt)),
  declare('log(number: number): number', ([n]) => within('log', n as number, Number.MIN_VALUE, Math.log)),
  declare('exp(number: number): number', ([n]) => exact(Math.exp(n as number))),
  declare('odd(number: number): boolean', ([n]) => Math.abs(n as number) % 2 === 1),
  declare('even(number: number): boolean', ([n]) => Math.abs(n as number) % 2 === 0),
];

function parseNumber(args: readonly Value[], frame: Frame): Value {
  const [from, grouping, point] = args as unknown as readonly [
    string,
    string | null | undefined,
    string | null | undefined,
  ];
  frame.spend(STEPS.text + (grouping ? from.length : from.length >> 3));
  const plain = grouping ? from.split(grouping).join('') : from;
  const text = point && point !== '.' ? plain.replace(point, '.') : plain;
  if (!/^\s*[+-]?(\d+(\.\d+)?|\.\d+)([eE][+-]?\d+)?\s*$/.test(text))
    throw new ExpressionError('INVALID_TEXT', { function: 'number' });
  return exact(Number(text));
}

function rounding(mode: Rounding): Call {
  return ([n = null, scale], frame) => {
    const digits = (scale ?? 0) as number;
    if (!Number.isInteger(digits) || Math.abs(digits) > 100)
      throw new ExpressionError('WRONG_ARGUMENT', { function: mode });
    const decimal = toDecimal(n);
    frame.spend(2 * decimal.steps);
    return likeInput(n, decimal.round(digits, mode));
  };
}

function likeInput(input: Value, result: Decimal): Value {
  return input instanceof Decimal ? result : result.toNumber();
}

function absolute(n: Value, frame: Frame): Value {
  const negative = n instanceof DurationValue ? n.length < 0 : n instanceof Decimal ? n.isNegative() : Number(n) < 0;
  return negative ? negate(n, frame) : n;
}

/** Has the sign of the divisor (DMN 1.3, 10.3.4.5). */
function modulo(dividend: Value, divisor: Value, frame: Frame): Value {
  if (toDecimal(divisor).isZero()) throw new ExpressionError('DIVISION_BY_ZERO');
  const result = ofDecimals(dividend, divisor, frame, (one, by) => one.modulo(by));
  return likeInput(dividend instanceof Decimal ? dividend : divisor, result);
}

function within(name: string, value: number, least: number, apply: (value: number) => number): number {
  if (value < least) throw new ExpressionError('WRONG_ARGUMENT', { function: name });
  return exact(apply(value));
}
