import { expect } from 'chai';

import { CLOCK, compiled, evaluate, failureOf } from './given-expression.js';

describe('A condition on the variables of a pathway', () => {
  const patient = { age: 70, name: 'Kari', alone: true };
  const types = { age: 'number', name: 'string', alone: 'boolean' } as const;

  it('compares numbers, texts and truth values', () => {
    expect(evaluate('age >= 65 and name = "Kari"', patient, types)).to.equal(true);
    expect(evaluate('age < 65 or not(alone)', patient, types)).to.equal(false);
    expect(evaluate('name != "Ola"', patient, types)).to.equal(true);
    expect(evaluate('name < "Ola"', patient, types)).to.equal(true);
  });

  it('takes a leading equals sign as other tools write it', () => {
    expect(evaluate('= age = 70', patient, types)).to.equal(true);
    expect(evaluate('  =age', patient, types)).to.equal(70);
  });

  it('lists the variables that it reads once each, in order of first use', () => {
    expect(compiled('name = "x" or age > 3 and age < 9', types).reads).to.deep.equal(['name', 'age']);
    expect(compiled('3 > 2', types).reads).to.deep.equal([]);
    expect(compiled('some x in [1, 2] satisfies x > age', types).reads).to.deep.equal(['age']);
  });

  it('asks for no other variable than those', () => {
    const asked: string[] = [];
    const expression = compiled('if age > 65 then name else "–"', types);
    expression.evaluate((name) => (asked.push(name), null), CLOCK);
    expect(asked).to.deep.equal(['age']);
  });

  it('knows the type of its result', () => {
    for (const [source, type] of [
      ['age > 3', 'boolean'],
      ['age + 1', 'number'],
      ['name + "x"', 'string'],
      ['[age]', 'list'],
      ['{a: age}', 'context'],
      ['today()', 'date'],
      ['now()', 'dateTime'],
      ['now() - now()', 'duration'],
      ['today() + @"P1D"', 'date'],
      ['null', 'null'],
      ['if alone then 1 else 2', 'number'],
      ['if alone then 1 else "a"', 'Any'],
      ['string length(name)', 'number'],
      ['{a: 1}.a', 'number'],
      ['[1, 2][1]', 'number'],
      ['upper case(name)', 'string'],
      ['age in [1..3]', 'boolean'],
      ['for i in [1, 2] return name', 'list'],
      ['@"PT3H" * 2', 'duration'],
      ['split(name, ",")[1]', 'string'],
    ] as const) {
      expect(compiled(source, types).type, source).to.equal(type);
    }
  });

  it('gives the value of a literal without being evaluated', () => {
    expect(compiled('"utskrevet"').constant).to.equal('utskrevet');
    expect(compiled('-3').constant).to.equal(-3);
    expect(compiled('@"P3D"').constant).to.deep.equal({ $duration: 'P3D' });
    expect(compiled('date("2026-12-24")').constant).to.deep.equal({ $date: '2026-12-24' });
    expect(compiled('age', types)).not.to.have.property('constant');
    expect(compiled('now()')).not.to.have.property('constant');
  });

  describe('when a variable is declared but not set', () => {
    it('is null for comparisons, which is neither true nor false', () => {
      for (const source of ['age > 3', 'age <= 3', 'age in [1..3]', 'age between 1 and 3', '3 < age', 'age in > 3']) {
        expect(evaluate(source, { age: null }), source).to.equal(null);
      }
    });

    it('equals null and nothing else', () => {
      expect(evaluate('age = null', { age: null })).to.equal(true);
      expect(evaluate('age = 3', { age: null })).to.equal(false);
      expect(evaluate('age != null', { age: null })).to.equal(false);
    });

    it('makes a calculation null', () => {
      for (const source of [
        'age + 1',
        'age * 2',
        '1 / age',
        '-age',
        'age ** 2',
        'string length(age)',
        'age - @"P1D"',
      ]) {
        expect(evaluate(source, { age: null }), source).to.equal(null);
      }
    });

    it('follows three-valued logic', () => {
      const truth = [true, false, null];
      const and = truth.map((a) => truth.map((b) => evaluate('a and b', { a, b })));
      const or = truth.map((a) => truth.map((b) => evaluate('a or b', { a, b })));
      expect(and).to.deep.equal([
        [true, false, null],
        [false, false, false],
        [null, false, null],
      ]);
      expect(or).to.deep.equal([
        [true, true, true],
        [true, false, null],
        [true, null, null],
      ]);
    });
  });

  describe('when a value is of another type than it should be', () => {
    it('fails, so that it never counts as true', () => {
      for (const source of [
        'x and true',
        'x or false',
        'if x then 1 else 2',
        'some i in [1] satisfies x',
        '[1, 2][x]',
      ]) {
        expect(failureOf(source, { x: 'yes' }), source).to.equal('WRONG_TYPE');
      }
    });

    it('is not made into a number to be compared', () => {
      expect(failureOf('x > 9', { x: '10' })).to.equal('WRONG_TYPE');
    });

    it('is neither equal nor unequal to what has another type', () => {
      expect(evaluate('x = 10', { x: '10' })).to.equal(null);
      expect(evaluate('x != 10', { x: '10' })).to.equal(null);
    });
  });

  it('does not look at the right side where the left side decides', () => {
    expect(evaluate('n > 0 and total / n > 2', { n: 0, total: 4 })).to.equal(false);
    expect(evaluate('n = 0 or total / n > 2', { n: 0, total: 4 })).to.equal(true);
  });

  it('takes the other branch when the condition of "if" is null', () => {
    expect(evaluate('if age > 65 then "a" else "b"', { age: null })).to.equal('b');
  });
});
