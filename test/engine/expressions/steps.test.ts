import { expect } from 'chai';

import { compileExpression } from '../../../engine/expressions/compile-expression.js';
import { ExpressionError } from '../../../engine/expressions/expression-error.js';
import { EXPRESSION_LIMITS } from '../../../engine/expressions/limits.js';
import { BudgetSpent, WorkBudget } from '../../../engine/expressions/work-budget.js';
import type { Json } from '../../../engine/execution/json.js';
import { CLOCK, compiled, declaring, type Types, type Values } from './given-expression.js';

const GIVEN = 10_000_000;

/** Steps that an evaluation takes, whatever it ends with. */
function stepsOf(source: string, values: Values = {}, types: Types = {}): number {
  const open = Object.fromEntries(Object.keys(values).map((name) => [name, 'Any' as const]));
  const budget = new WorkBudget(GIVEN);
  try {
    compiled(source, { ...open, ...types }).evaluate((name) => values[name], { ...CLOCK, budget });
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
  }
  return GIVEN - budget.left;
}

const many = (part: string, times: number): string => part.repeat(times);
const list = <T extends Json>(length: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length }, (_, index) => make(index));
const context = (keys: number): Json => Object.fromEntries(list(keys, (index) => index).map((at) => [`k${at}`, at]));
const long = (length: number): Values => ({ s: many('x', length), t: many('x', length), u: many('y', length / 10) });
const numbers = (length: number): Values => ({ xs: list(length, (index) => index) });
const at = (day: number): Json => ({
  $dateTime: `${new Date(day * 86_400_000).toISOString().slice(0, 19)}[Europe/Oslo]`,
});

/** What each is asked of, at one size and at ten times that: the steps are to grow with it. */
const GROWING: Readonly<Record<string, readonly [string, (size: number) => Values]>> = {
  'reading a list': ['count(xs) > 0', numbers],
  'reading a context': ['c.k1', (size) => ({ c: context(size) })],
  'reading a list of dates': ['count(ds) > 0', (size) => ({ ds: list(size, () => ({ $date: '2026-12-24' })) })],
  'giving a list back': ['for x in xs return x', numbers],
  'giving a context back': ['context put(c, "a", 1)', (size) => ({ c: context(size) })],
  'comparing two texts for being equal': ['s = t', long],
  'comparing which of two texts comes first': ['s < t', long],
  'looking for a text': ['contains(s, "y")', long],
  'looking for a long text': ['contains(s, u)', long],
  'the part of a text before another': ['substring before(s, "y")', long],
  'the part of a text after another': ['substring after(s, "y")', long],
  'a text in capitals': ['upper case(s)', long],
  'a text made a number': ['number(s, "x")', (size) => ({ s: many('1x', size) })],
  'a text in quotes': ['string([s])', long],
  'a text put together': ['s + t', (size) => long(size * 10)],
  'a pattern on a text': ['matches(s, "y")', long],
  replacing: ['replace(s, "x", "yy")', long],
  splitting: ['split(s, "y")', long],
  'different texts': ['distinct values(l)', (size) => ({ l: [many('x', size * 10), many('x', size * 10)] })],
  'the type of what is in a list': ['xs instance of list<number>', numbers],
  'the middle of a list': ['median(xs)', numbers],
  'the most frequent of a list': ['mode(xs)', numbers],
  'the sum of a list': ['sum(xs)', numbers],
  'the product of a list': ['product(xs)', (size) => ({ xs: list(size, () => 1) })],
  'a property of each in a list': ['count(ds.year) > 0', (size) => ({ ds: list(size, at) })],
  'the entries of a context': ['count(get entries(c)) > 0', (size) => ({ c: context(size) })],
  'two contexts that are equal': ['c = d', (size) => ({ c: context(size), d: context(size) })],
  'two contexts made one': ['context merge(c, d)', (size) => ({ c: context(size), d: context(size) })],
};

describe('The steps of an expression', () => {
  for (const [what, [source, values]] of Object.entries(GROWING)) {
    it(`grow with what it asks for: ${what}`, () => {
      const [little, much] = [stepsOf(source, values(200)), stepsOf(source, values(2_000))];
      expect(much).to.be.greaterThan(2.2 * little);
    });
  }

  it('grow with its length, though nothing in it is repeated', () => {
    expect(stepsOf(`[${many('n + 1, ', 1_000)}n]`, { n: 1 })).to.be.greaterThan(5_000);
  });

  it('count each day on which a zone is looked at, the first time more', () => {
    const days = (length: number, step: number) =>
      stepsOf('count(ds) > 0', { ds: list(length, (day) => at(day * step)) });
    expect(days(100, 10)).to.be.greaterThan(3 * days(100, 0));
    expect(stepsOf('now()')).to.be.greaterThan(400);
    expect(stepsOf('date and time(a, "Asia/Tokyo")', { a: at(3) })).to.be.greaterThan(
      2 * stepsOf('a = a', { a: at(3) }),
    );
  });

  it('count more for decimals of many digits', () => {
    const product = (zeros: number) => stepsOf('d * d', { d: { $decimal: `0.${many('0', zeros)}1` } });
    expect(product(90)).to.be.greaterThan(product(0) + 80);
    expect(stepsOf('d * 10 ** 300', { d: { $decimal: '1' } })).to.be.greaterThan(
      stepsOf('d * 10', { d: { $decimal: '1' } }) + 180,
    );
  });

  it('count the reading of a pattern once for all that look at it', () => {
    const patterns = (text: string) => stepsOf(`for i in 1..10 return matches("a", ${text})`);
    expect(patterns('"p" + string(i)')).to.be.greaterThan(patterns('"p" + string(1)') + 8 * 500);
  });

  it('are the same whatever has been evaluated before', () => {
    for (const source of [
      'now() + duration("P40D")',
      'matches("a", "b" + string(12345))',
      'date and time(a, "Asia/Seoul")',
    ]) {
      const steps = Array.from({ length: 3 }, () => stepsOf(source, { a: at(4321) }));
      expect(new Set(steps).size, source).to.equal(1);
    }
  });

  it('are all that one evaluation may have where it fails by asking for more', () => {
    expect(stepsOf('some i in xs, j in xs satisfies i + j = -1', numbers(10_000))).to.equal(EXPRESSION_LIMITS.steps);
    expect(stepsOf('count(c) + count(c) + count(c)', { c: context(45_000) })).to.be.at.most(EXPRESSION_LIMITS.steps);
    expect(stepsOf('string(c)', { c: context(55_000) })).to.equal(EXPRESSION_LIMITS.steps);
  });
});

describe('A budget of steps', () => {
  const values = numbers(1_000);
  const source = 'count(xs[item > 3]) > 0';
  const one = stepsOf(source, values);
  const evaluateWith = (budget: WorkBudget): Json =>
    compiled(source, { xs: 'list' }).evaluate((name) => values[name], { ...CLOCK, budget });

  it('is shared by all evaluations that are given it', () => {
    const budget = new WorkBudget(2.5 * one);
    expect([evaluateWith(budget), evaluateWith(budget)]).to.deep.equal([true, true]);
    expect(() => evaluateWith(budget)).to.throw(BudgetSpent);
    expect(() => evaluateWith(budget), 'and stays spent').to.throw(BudgetSpent);
  });

  it('ends an evaluation that would have succeeded by itself, and no other', () => {
    expect(() => evaluateWith(new WorkBudget(one - 1))).to.throw(BudgetSpent);
    expect(evaluateWith(new WorkBudget(one))).to.equal(true);
  });

  it('may be spent in the middle of anything, and is never taken for a failure of the expression', () => {
    const all =
      'at + @"P1D" > now() and matches(s, "a+$") and d * 3 > 1 and x in (1, 2, [3..4]) and upper case(s) != s';
    const given: Values = { at: at(40_000), s: 'xa', d: { $decimal: '0.5' }, x: 3 };
    const expression = compiled(all, { at: 'dateTime', s: 'string', d: 'decimal', x: 'number' });
    const needed = stepsOf(all, given, { at: 'dateTime', s: 'string', d: 'decimal', x: 'number' });
    for (let steps = 0; steps < needed; steps += 7) {
      const clock = { ...CLOCK, budget: new WorkBudget(steps) };
      expect(() => expression.evaluate((name) => given[name], clock), `${steps}`).to.throw(BudgetSpent);
    }
  });
});

describe('What an expression works out of literals when it is compiled', () => {
  const constant = (source: string): Json | undefined => compiled(source).constant;

  it('is made once', () => {
    expect(constant('duration("P3D")')).to.deep.equal({ $duration: 'P3D' });
    expect(constant('upper case("abc")')).to.equal('ABC');
  });

  it('is left for the evaluation where it takes long', () => {
    const doubled = Array.from({ length: 17 }).reduce<string>((text) => `replace(${text}, "a", "aa")`, '"a"');
    expect(constant(`string length(${doubled})`)).to.equal(undefined);
    expect(stepsOf(`string length(${doubled})`)).to.be.greaterThan(EXPRESSION_LIMITS.literalSteps);
  });

  it('is left unread where it is very many patterns', () => {
    const patterns = (last: string) =>
      `[${list(60, (index) => `matches(s, "p${String(index)}")`).join(', ')}, matches(s, "${last}")]`;
    expect(compileExpression('matches(s, "(")', declaring({ s: 'string' })).problems).to.have.length(1);
    expect(compileExpression(patterns('('), declaring({ s: 'string' })).problems).to.have.length(0);
  });
});
