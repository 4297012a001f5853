import { expect } from 'chai';

import { compileUnaryTests } from '../../../engine/expressions/compile-expression.js';
import type { FeelType } from '../../../engine/expressions/compiled-expression.js';
import type { Json } from '../../../engine/execution/json.js';
import { CLOCK, declaring, type Types, type Values } from './given-expression.js';

function passes(cell: string, input: Json, type: FeelType = 'Any', values: Values = {}): boolean | null {
  const types: Types = Object.fromEntries(Object.keys(values).map((name) => [name, 'Any' as const]));
  const { tests, problems } = compileUnaryTests(cell, declaring(types), type);
  expect(problems, cell).to.deep.equal([]);
  return tests?.evaluate(input, (name) => values[name], CLOCK) ?? null;
}

describe('A cell of a decision table', () => {
  for (const [cell, good, bad] of [
    ['> 4', [5], [4, 3]],
    ['>= 4', [4], [3]],
    ['< 4', [3], [4]],
    ['<= 4', [4], [5]],
    ['4', [4], [5]],
    ['= 4', [4], [5]],
    ['!= 4', [5], [4]],
    ['[1..3]', [1, 3], [0, 4]],
    ['(1..3)', [2], [1, 3]],
    [']1..3]', [3], [1]],
    ['[1..3[', [1], [3]],
    ['1, 3, > 5', [1, 3, 6], [2, 5]],
    ['not(1, 3)', [2], [1, 3]],
    ['not([1..3])', [4], [2]],
    ['"a", "b"', ['a'], ['c']],
    ['not("a")', ['b'], ['a']],
    ['true', [true], [false]],
    ['null', [null], [1]],
    ['-', [1, null, 'x'], []],
    ['? > 3 and ? < 5', [4], [5]],
    ['contains(?, "b")', ['abc'], ['xyz']],
    ['not(contains(?, "b"))', ['xyz'], ['abc']],
    ['count(?) > 1', [[1, 2]], [[1]]],
    ['list contains(["a", "b"], ?)', ['a'], ['c']],
    ['? in (1, [3..5])', [4], [2]],
    ['["a", "b"]', ['a'], ['c']],
    ['-1', [-1], [1]],
    ['> -1', [0], [-1]],
    ['date("2026-12-24")', [{ $date: '2026-12-24' }], [{ $date: '2026-12-25' }]],
    ['< @"P3D"', [{ $duration: 'PT24H' }], [{ $duration: 'P4D' }]],
    ['[date("2026-12-01")..date("2026-12-24")]', [{ $date: '2026-12-24' }], [{ $date: '2026-12-25' }]],
    ['"a" + "b"', ['ab'], ['a']],
    ['every x in ? satisfies x > 1', [[2, 3]], [[1, 2]]],
  ] as const) {
    it(`tells which values pass: ${cell}`, () => {
      for (const value of good) expect(passes(cell, value), JSON.stringify(value)).to.equal(true);
      for (const value of bad) expect(passes(cell, value), JSON.stringify(value)).to.equal(false);
    });
  }

  it('reads variables too', () => {
    expect(passes('> limit', 5, 'number', { limit: 4 })).to.equal(true);
    expect(passes('[low..high]', 5, 'number', { low: 6, high: 9 })).to.equal(false);
    expect(passes('? > limit * 2', 9, 'number', { limit: 4 })).to.equal(true);
    expect(passes('allowed', 'b', 'string', { allowed: ['a', 'b'] })).to.equal(true);
    const { tests } = compileUnaryTests('> limit, other', declaring({ limit: 'number', other: 'number' }), 'number');
    expect(tests?.reads).to.deep.equal(['limit', 'other']);
  });

  it('lets a missing value through only where it says so', () => {
    for (const cell of ['> 4', '[1..3]', '< 4', 'not([1..3])', '1, > 4', 'not(> 4)', '? > 3']) {
      expect(passes(cell, null), cell).not.to.equal(true);
    }
    for (const cell of ['4', '"a"', 'true']) expect(passes(cell, null), cell).to.equal(false);
    expect(passes('> limit', 5, 'number', { limit: null })).to.equal(null);
    expect(passes('null, > 4', null)).to.equal(true);
  });

  it('is checked against the type of its column', () => {
    const codes = (cell: string, type: FeelType) =>
      compileUnaryTests(cell, declaring({}), type).problems.map(({ code }) => code);
    expect(codes('> "a"', 'number')).to.deep.equal(['IMPOSSIBLE_COMPARISON']);
    expect(codes('"a", "b"', 'number')).to.deep.equal(['IMPOSSIBLE_COMPARISON', 'IMPOSSIBLE_COMPARISON']);
    expect(codes('true', 'string')).to.deep.equal(['IMPOSSIBLE_COMPARISON']);
    expect(codes('[1..3]', 'date')).to.deep.equal(['IMPOSSIBLE_COMPARISON']);
    expect(codes('["a", "b"]', 'number')).to.deep.equal(['IMPOSSIBLE_COMPARISON']);
    expect(codes('? + 1', 'number')).to.deep.equal(['IMPOSSIBLE_OPERATION']);
    expect(codes('limit', 'number')).to.deep.equal(['UNDECLARED_NAME']);
    expect(codes('1,', 'number')).to.deep.equal(['SYNTAX']);
    expect(codes('> > 1', 'number')).to.deep.equal(['SYNTAX']);
    expect(codes('- 3 -', 'number')).to.deep.equal(['SYNTAX']);
    expect(codes('function(a) a', 'number')).to.deep.equal(['FUNCTION_DEFINITION']);
  });
});
