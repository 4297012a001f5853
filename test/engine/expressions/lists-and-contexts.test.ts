import { expect } from 'chai';

import { evaluate, failureOf } from './given-expression.js';

const needs = [
  { name: 'dusj', urgent: true, hours: 2 },
  { name: 'mat', urgent: false, hours: 5 },
  { name: 'tur', hours: null },
];

describe('Lists in an expression', () => {
  it('are filtered by the entries of their elements', () => {
    expect(evaluate('needs[hours > 2].name', { needs })).to.deep.equal(['mat']);
    expect(evaluate('needs[urgent].name', { needs })).to.deep.equal(['dusj']);
    expect(evaluate('needs[item.urgent = false].name', { needs })).to.deep.equal(['mat']);
    expect(evaluate('count(needs[name in ("dusj", "tur")])', { needs })).to.equal(2);
    expect(evaluate('[true, false, null][item = false]')).to.deep.equal([false]);
    expect(evaluate('[1, 5, 9][> 4]')).to.deep.equal([5, 9]);
  });

  it('know variables around a filter, unless the element has an entry of that name', () => {
    expect(evaluate('needs[hours > least].name', { needs, least: 4 })).to.deep.equal(['mat']);
    expect(evaluate('needs[hours = 2].name', { needs, hours: 5 })).to.deep.equal(['dusj']);
  });

  it('are read by position from both ends', () => {
    expect(evaluate('[10, 20, 30][1]')).to.equal(10);
    expect(evaluate('[10, 20, 30][-1]')).to.equal(30);
    expect(evaluate('[10, 20, 30][4]')).to.equal(null);
    expect(evaluate('list[n]', { list: [10, 20], n: 2 })).to.equal(20);
    expect(evaluate('x[1]', { x: 'single' })).to.equal('single');
    expect(evaluate('x[1]', { x: null })).to.equal(null);
  });

  it('are gone through by for, some and every', () => {
    expect(evaluate('for n in needs return n.name', { needs })).to.deep.equal(['dusj', 'mat', 'tur']);
    expect(evaluate('for i in 1..3, j in [10, 20] return i * j')).to.deep.equal([10, 20, 20, 40, 30, 60]);
    expect(evaluate('for i in 3..1 return i')).to.deep.equal([3, 2, 1]);
    expect(evaluate('for i in 1..4 return if i = 1 then 1 else i * partial[-1]')).to.deep.equal([1, 2, 6, 24]);
    expect(evaluate('some n in needs satisfies n.urgent', { needs })).to.equal(true);
    expect(evaluate('every n in needs satisfies n.hours > 1', { needs })).to.equal(null);
    expect(evaluate('every n in [] satisfies false')).to.equal(true);
    expect(evaluate('some n in [] satisfies true')).to.equal(false);
    expect(evaluate('for i in nothing return i', { nothing: null })).to.equal(null);
  });

  it('have the functions of DMN', () => {
    for (const [source, value] of [
      ['count([1, 2])', 2],
      ['min(3, 1, 2)', 1],
      ['max(["a", "c", "b"])', 'c'],
      ['sum([1, 2, 3])', 6],
      ['sum([])', null],
      ['sum([1, null])', null],
      ['mean([1, 2, 6])', 3],
      ['median([1, 10, 2])', 2],
      ['median([1, 2, 3, 4])', 2.5],
      ['stddev([2, 4, 7, 5])', 2.08166599946613],
      ['mode([6, 1, 9, 6, 1])', [1, 6]],
      ['mode([])', []],
      ['product([2, 3, 4])', 24],
      ['all([true, null])', null],
      ['all([true, true])', true],
      ['any([false, null, true])', true],
      ['any([false, false])', false],
      ['list contains([1, null], null)', true],
      ['list contains([@"P1D"], @"PT24H")', true],
      ['sublist([1, 2, 3], 2)', [2, 3]],
      ['sublist([1, 2, 3], -2, 1)', [2]],
      ['append([1], 2, 3)', [1, 2, 3]],
      ['concatenate([1, 2], [3])', [1, 2, 3]],
      ['insert before([1, 3], 2, 2)', [1, 2, 3]],
      ['remove([1, 2, 3], 2)', [1, 3]],
      ['reverse([1, 2, 3])', [3, 2, 1]],
      ['index of([1, 2, 3, 2], 2)', [2, 4]],
      ['union([1, 2], [2, 3])', [1, 2, 3]],
      ['distinct values([1, "1", 1, [1], [1]])', [1, '1', [1]]],
      ['flatten([[1, [2]], 3])', [1, 2, 3]],
      ['list replace([1, 2, 3], 2, 9)', [1, 9, 3]],
      ['count(5)', 1],
      ['sum(list: [1, 2])', 3],
      ['max([today(), date("2027-01-01")])', { $date: '2027-01-01' }],
    ] as const) {
      expect(evaluate(source), source).to.deep.equal(value);
    }
  });

  it('have no place beyond their ends', () => {
    expect(failureOf('remove(list, 3)', { list: [1, 2] })).to.equal('WRONG_ARGUMENT');
    expect(failureOf('sublist(list, 0)', { list: [1, 2] })).to.equal('WRONG_ARGUMENT');
    expect(failureOf('sum(list)', { list: ['a', 'b'] })).to.equal('WRONG_ARGUMENT');
    expect(failureOf('median(list)', { list: ['a', 1] })).to.equal('WRONG_ARGUMENT');
  });

  it('are equal element by element', () => {
    expect(evaluate('[1, [2, {a: 3}]] = [1, [2, {a: 3}]]')).to.equal(true);
    expect(evaluate('[1, 2] = [2, 1]')).to.equal(false);
    expect(evaluate('x in [[1, 2], [3]]', { x: [3] })).to.equal(true);
  });
});

describe('Contexts in an expression', () => {
  it('are read by path, which is null where there is nothing', () => {
    const plan = { goal: { text: 'hjem' }, steps: [{ n: 1 }, { n: 2 }] };
    expect(evaluate('plan.goal.text', { plan })).to.equal('hjem');
    expect(evaluate('plan.steps.n', { plan })).to.deep.equal([1, 2]);
    expect(evaluate('plan.missing.deeper', { plan })).to.equal(null);
    expect(evaluate('plan.goal', { plan: null })).to.equal(null);
  });

  it('are built with entries that see those before them', () => {
    expect(evaluate('{a: 1, "b c": a + 1, d: b c * 2}')).to.deep.equal({ a: 1, 'b c': 2, d: 4 });
  });

  it('have the functions of DMN', () => {
    expect(evaluate('get value({a: 1}, "a")')).to.equal(1);
    expect(evaluate('get value({a: 1}, "b")')).to.equal(null);
    expect(evaluate('get entries({a: 1})')).to.deep.equal([{ key: 'a', value: 1 }]);
    expect(evaluate('context([{key: "a", value: 1}])')).to.deep.equal({ a: 1 });
    expect(evaluate('context merge([{a: 1}, {a: 2, b: 3}])')).to.deep.equal({ a: 2, b: 3 });
    expect(evaluate('context put({a: {b: 1}}, ["a", "c"], 2)')).to.deep.equal({ a: { b: 1, c: 2 } });
    expect(evaluate('context put({a: 1}, "b", 2)')).to.deep.equal({ a: 1, b: 2 });
  });

  it('do not change the variables that they come from', () => {
    const plan = Object.freeze({ steps: Object.freeze([Object.freeze({ n: 1 })]) });
    evaluate('context put(plan, "steps", append(plan.steps, 2))', { plan });
    expect(plan).to.deep.equal({ steps: [{ n: 1 }] });
  });
});

describe('Ranges in an expression', () => {
  it('hold values between their bounds', () => {
    for (const [source, value] of [
      ['5 in [1..5]', true],
      ['5 in [1..5)', false],
      ['1 in (1..5]', false],
      ['1 in ]1..5]', false],
      ['5 in [1..5[', false],
      ['3 in > 2', true],
      ['3 in (1, 2, > 2)', true],
      ['3 in (< 2, [4..5])', false],
      ['"b" in ["a".."c"]', true],
      ['3 in [5..1]', false],
      ['date("2026-12-24") in [date("2026-12-01")..today()]', true],
      ['3 between 1 and 3', true],
      ['null in [1..3]', null],
    ] as const) {
      expect(evaluate(source), source).to.equal(value);
    }
  });

  it('have the relations of DMN', () => {
    for (const [source, value] of [
      ['before([1..5], [6..10])', true],
      ['before(1, [2..5])', true],
      ['before([1..5], [5..10])', false],
      ['before([1..5), [5..10])', true],
      ['after([6..10], [1..5])', true],
      ['meets([1..5], [5..10])', true],
      ['met by([5..10], [1..5])', true],
      ['overlaps([1..5], [3..8])', true],
      ['overlaps before([1..5], [3..8])', true],
      ['overlaps after([3..8], [1..5])', true],
      ['finishes(10, [1..10])', true],
      ['finishes([5..10], [1..10])', true],
      ['finished by([1..10], 10)', true],
      ['includes([1..10], 5)', true],
      ['includes([1..10], [4..6])', true],
      ['during(5, [1..10])', true],
      ['starts(1, [1..10])', true],
      ['started by([1..10], [1..5])', true],
      ['coincides([1..5], [1..5])', true],
      ['coincides([1..5], [1..5))', false],
      ['includes((1..10], 1)', false],
    ] as const) {
      expect(evaluate(source), source).to.equal(value);
    }
  });
});
