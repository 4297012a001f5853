import { ExpressionError } from '../expression-error.js';
import { STEPS } from '../steps.js';

/** Significant digits of a decimal, as IEEE 754 decimal128 and so DMN 1.3 (10.3.2.3.1) have them. */
const PRECISION = 34;
/** Digits after the point, and in all before it: every number of IEEE 754 double precision can be written so. */
const LARGEST_SCALE = 400;
const LARGEST_LENGTH = 400;
/** Past this a decimal has zeros at its end, which calculating has to go over. */
const LONG = 1e40;
const SHAPE = /^(-?)(\d+)(?:\.(\d+))?$/;

/** How digits that are too many are left out; `up` and `down` are away from zero and towards it. */
export type Rounding = 'halfEven' | 'halfUp' | 'halfDown' | 'up' | 'down' | 'floor' | 'ceiling';

/**
 * An exact decimal number: `digits` divided by ten to the power of `scale`. Keeps its zeros: `0.10` stays `0.10`.
 * Of at most 400 digits before and after the point: operations throw NUMBER_OUT_OF_RANGE, or round there.
 */
export class Decimal {
  constructor(
    readonly digits: bigint,
    /** Digits after the point. */
    readonly scale: number,
  ) {}

  /** Reads `12`, `-0.10`; undefined for any other text and for more than 34 significant digits. */
  static parse(text: string): Decimal | undefined {
    const parts = text.length <= 100 ? SHAPE.exec(text) : null;
    if (!parts) return undefined;
    const fraction = parts[3] ?? '';
    const digits = BigInt(`${parts[1] ?? ''}${parts[2] ?? ''}${fraction}`);
    return length(digits) > PRECISION ? undefined : new Decimal(digits, fraction.length);
  }

  /** The decimal that a number is written as: 0.1 gives 0.1. */
  static of(number: number): Decimal {
    const [mantissa = '0', exponent = '0'] = String(number).split('e');
    const [whole = '0', fraction = ''] = mantissa.split('.');
    const scale = fraction.length - Number(exponent);
    const digits = BigInt(whole + fraction);
    return scale >= 0 ? new Decimal(digits, scale) : new Decimal(digits * tenTo(-scale), 0);
  }

  /** What an operation on it costs: more where it has many digits. */
  get steps(): number {
    return STEPS.decimal + (this.scale >> 1) + (Math.abs(Number(this.digits)) > LONG ? 200 : 0);
  }

  add(other: Decimal): Decimal {
    const scale = Math.max(this.scale, other.scale);
    return rounded(this.scaled(scale) + other.scaled(scale), scale);
  }

  subtract(other: Decimal): Decimal {
    return this.add(other.negate());
  }

  multiply(other: Decimal): Decimal {
    return rounded(this.digits * other.digits, this.scale + other.scale);
  }

  /** Rounded half to even at 34 digits; without needless zeros. The divisor is not zero. */
  divide(other: Decimal): Decimal {
    const extra = Math.max(0, PRECISION + 1 + length(other.digits) - length(this.digits));
    const numerator = this.digits * tenTo(extra);
    const quotient = numerator / other.digits;
    // A digit after the end, so that a remainder is not taken for a tie.
    const sticky = numerator % other.digits === 0n ? 0n : this.isNegative() === other.isNegative() ? 1n : -1n;
    return rounded(quotient * 10n + sticky, this.scale - other.scale + extra + 1).trimmed();
  }

  /** Has the sign of the divisor, which is not zero. */
  modulo(divisor: Decimal): Decimal {
    const scale = Math.max(this.scale, divisor.scale);
    const by = divisor.scaled(scale);
    return new Decimal(((this.scaled(scale) % by) + by) % by, scale);
  }

  /** With that many digits after the point, or before it if negative. */
  round(scale: number, mode: Rounding): Decimal {
    if (this.scale <= scale) return this;
    const digits = withoutLast(this.digits, this.scale - scale, mode);
    return scale >= 0 ? new Decimal(digits, scale) : new Decimal(digits * tenTo(-scale), 0);
  }

  negate(): Decimal {
    return new Decimal(-this.digits, this.scale);
  }

  isZero(): boolean {
    return this.digits === 0n;
  }

  /** Negative, zero or positive, as this is less than, equal to or greater than the other. */
  compare(other: Decimal): number {
    const scale = Math.max(this.scale, other.scale);
    const [a, b] = [this.scaled(scale), other.scaled(scale)];
    return a < b ? -1 : a > b ? 1 : 0;
  }

  toNumber(): number {
    return Number(this.toString());
  }

  toString(): string {
    const text = String(this.isNegative() ? -this.digits : this.digits).padStart(this.scale + 1, '0');
    const whole = text.slice(0, text.length - this.scale);
    const fraction = text.slice(text.length - this.scale);
    return `${this.isNegative() ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
  }

  isNegative(): boolean {
    return this.digits < 0n;
  }

  private scaled(scale: number): bigint {
    return this.digits * tenTo(scale - this.scale);
  }

  private trimmed(): Decimal {
    let { digits, scale } = this;
    for (; scale > 0 && digits % 10n === 0n; scale--) digits /= 10n;
    return new Decimal(digits, scale);
  }
}

function length(digits: bigint): number {
  return String(digits < 0n ? -digits : digits).length;
}

const powers: bigint[] = [];

function tenTo(power: number): bigint {
  return (powers[power] ??= 10n ** BigInt(power));
}

/** Half to even at 34 significant digits (IEEE 754 roundTiesToEven). Negative scales become zeros. */
function rounded(digits: bigint, scale: number): Decimal {
  const excess = Math.max(length(digits) - PRECISION, scale - LARGEST_SCALE);
  if (excess <= 0) {
    if (length(digits) - scale > LARGEST_LENGTH) throw new ExpressionError('NUMBER_OUT_OF_RANGE');
    return scale >= 0 ? new Decimal(digits, scale) : new Decimal(digits * tenTo(-scale), 0);
  }
  return rounded(withoutLast(digits, excess, 'halfEven'), scale - excess);
}

function withoutLast(digits: bigint, count: number, mode: Rounding): bigint {
  const unit = tenTo(count);
  const quotient = digits / unit;
  const rest = digits % unit;
  if (rest === 0n || !roundsAway(mode, quotient, 2n * (rest < 0n ? -rest : rest), unit, digits < 0n)) return quotient;
  return quotient + (digits < 0n ? -1n : 1n);
}

function roundsAway(mode: Rounding, quotient: bigint, twice: bigint, unit: bigint, negative: boolean): boolean {
  switch (mode) {
    case 'up':
      return true;
    case 'down':
      return false;
    case 'floor':
      return negative;
    case 'ceiling':
      return !negative;
    case 'halfUp':
      return twice >= unit;
    case 'halfDown':
      return twice > unit;
    case 'halfEven':
      return twice > unit || (twice === unit && quotient % 2n !== 0n);
  }
}
