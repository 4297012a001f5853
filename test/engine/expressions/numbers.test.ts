import { expect } from 'chai';
import fc from 'fast-check';

import { evaluate, failureOf } from './given-expression.js';

describe('Numbers in an expression', () => {
  it('are calculated in the order of arithmetic', () => {
    for (const [source, value] of [
      ['1 + 2 * 3', 7],
      ['(1 + 2) * 3', 9],
      ['10 - 3 - 2', 5],
      ['2 ** 3 ** 2', 64],
      ['-2 ** 2', 4],
      ['7 / 2', 3.5],
      ['1 - -1', 2],
      ['.5 + 1', 1.5],
      ['1e3', 1000],
      ['2 ^ 3', 8],
    ] as const) {
      expect(evaluate(source), source).to.equal(value);
    }
  });

  it('have 15 digits, so that tenths add up', () => {
    expect(evaluate('0.1 + 0.2 = 0.3')).to.equal(true);
    expect(evaluate('0.3 / 0.1 = 3')).to.equal(true);
    expect(evaluate('0.7 + 0.1 >= 0.8')).to.equal(true);
    expect(evaluate('1.1 * 1.1')).to.equal(1.21);
  });

  it('cannot be divided by zero', () => {
    expect(failureOf('1 / n', { n: 0 })).to.equal('DIVISION_BY_ZERO');
    expect(failureOf('modulo(5, n)', { n: 0 })).to.equal('DIVISION_BY_ZERO');
  });

  it('do not grow without end', () => {
    expect(failureOf('n * 1e308', { n: 10 })).to.equal('NUMBER_OUT_OF_RANGE');
    expect(failureOf('n ** 10000', { n: 10 })).to.equal('NUMBER_OUT_OF_RANGE');
  });

  it('are not added to texts', () => {
    expect(failureOf('a + b', { a: 1, b: 'x' })).to.equal('WRONG_TYPE');
    expect(failureOf('a - b', { a: 'x', b: 'y' })).to.equal('WRONG_TYPE');
  });

  it('are rounded as DMN says', () => {
    for (const [source, value] of [
      ['decimal(2.5, 0)', 2],
      ['decimal(3.5, 0)', 4],
      ['decimal(1/3, 2)', 0.33],
      ['decimal(1.005, 2)', 1],
      ['decimal(150, -2)', 200],
      ['floor(-1.5)', -2],
      ['ceiling(-1.5)', -1],
      ['floor(1.56, 1)', 1.5],
      ['round up(5.5, 0)', 6],
      ['round up(-5.5, 0)', -6],
      ['round down(-5.5, 0)', -5],
      ['round half up(-2.5, 0)', -3],
      ['round half down(2.5, 0)', 2],
      ['abs(-3)', 3],
      ['modulo(-12, 5)', 3],
      ['modulo(12, -5)', -3],
      ['modulo(10.1, 4.5)', 1.1],
      ['sqrt(16)', 4],
      ['odd(5)', true],
      ['even(5)', false],
      ['decimal(log(10), 4)', 2.3026],
      ['decimal(exp(1), 4)', 2.7183],
    ] as const) {
      expect(evaluate(source), source).to.equal(value);
    }
  });

  it('are read from texts with the separators that are given', () => {
    expect(evaluate('number("12.5")')).to.equal(12.5);
    expect(evaluate('number("1 000,5", " ", ",")')).to.equal(1000.5);
    expect(failureOf('number(x)', { x: 'tolv' })).to.equal('INVALID_TEXT');
  });
});

describe('A decimal in an expression', () => {
  const dose = { $decimal: '0.10' };

  it('stays exact and keeps its zeros', () => {
    expect(evaluate('dose * 3', { dose })).to.deep.equal({ $decimal: '0.30' });
    expect(evaluate('dose + 0.2', { dose })).to.deep.equal({ $decimal: '0.30' });
    expect(evaluate('1 - dose', { dose })).to.deep.equal({ $decimal: '0.90' });
    expect(evaluate('-dose', { dose })).to.deep.equal({ $decimal: '-0.10' });
    expect(evaluate('dose', { dose })).to.deep.equal({ $decimal: '0.10' });
  });

  it('is compared with numbers and decimals by value', () => {
    expect(evaluate('dose = 0.1 and dose < 0.11 and dose in [0.1..0.2]', { dose })).to.equal(true);
    expect(evaluate('a = b', { a: { $decimal: '1.0' }, b: { $decimal: '1.000' } })).to.equal(true);
    const [a, b] = [{ $decimal: '0.3000000000000000000000000000001' }, { $decimal: '0.3' }];
    expect(evaluate('a > b', { a, b })).to.equal(true);
  });

  it('is divided to 34 digits, half to even', () => {
    expect(evaluate('d / 3', { d: { $decimal: '1' } })).to.deep.equal({ $decimal: `0.${'3'.repeat(34)}` });
    expect(evaluate('d / 3', { d: { $decimal: '2' } })).to.deep.equal({ $decimal: `0.${'6'.repeat(33)}7` });
    expect(evaluate('d / 4', { d: { $decimal: '-1.00' } })).to.deep.equal({ $decimal: '-0.25' });
  });

  it('is added up exactly in lists', () => {
    const doses = [dose, { $decimal: '0.20' }, 0.3];
    expect(evaluate('sum(doses)', { doses })).to.deep.equal({ $decimal: '0.60' });
    expect(evaluate('max(doses) = 0.3', { doses })).to.equal(true);
    expect(evaluate('decimal(dose, 1)', { dose: { $decimal: '0.25' } })).to.deep.equal({ $decimal: '0.2' });
  });

  it('adds, subtracts and multiplies as whole numbers of the smallest unit do', () => {
    const amount = fc.record({ cents: fc.bigInt(-(10n ** 12n), 10n ** 12n), scale: fc.integer({ min: 0, max: 6 }) });
    const text = (digits: bigint, scale: number): string => {
      const plain = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
      const point = plain.length - scale;
      return `${digits < 0n ? '-' : ''}${plain.slice(0, point)}${scale === 0 ? '' : `.${plain.slice(point)}`}`;
    };
    fc.assert(
      fc.property(amount, amount, (one, other) => {
        const [a, b] = [one, other].map(({ cents, scale }) => ({ $decimal: text(cents, scale) }));
        const scale = Math.max(one.scale, other.scale);
        const units = (of: typeof one): bigint => of.cents * 10n ** BigInt(scale - of.scale);
        const values = { a: a ?? null, b: b ?? null };
        expect(evaluate('a + b', values)).to.deep.equal({ $decimal: text(units(one) + units(other), scale) });
        expect(evaluate('a - b', values)).to.deep.equal({ $decimal: text(units(one) - units(other), scale) });
        expect(evaluate('a * b', values)).to.deep.equal({
          $decimal: text(one.cents * other.cents, one.scale + other.scale),
        });
        expect(evaluate('a < b', values)).to.equal(units(one) < units(other));
      }),
    );
  });
});
