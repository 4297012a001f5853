import { expect } from 'chai';

import { compileExpression } from '../../../engine/expressions/compile-expression.js';
import { ExpressionError } from '../../../engine/expressions/expression-error.js';
import type { Json } from '../../../engine/execution/json.js';
import { CLOCK, codesOf, declaring, evaluate } from './given-expression.js';

const LONGEST = 10_000;
const many = (part: string, times: number): string => part.repeat(times);
const numbers = Array.from({ length: 10_000 }, (_, index) => index);
const nested = numbers.slice(0, 49).reduce<Json>((inner, level) => [inner, level], 1);
const days = numbers.map((day) => ({
  $dateTime: new Date(day * 86_400_000).toISOString().slice(0, 19) + '[Europe/Oslo]',
}));
const types = {
  a: 'Any',
  s: 'string',
  xs: 'list',
  n: 'number',
  b: 'boolean',
  d: 'decimal',
  at: 'dateTime',
  nested: 'Any',
  days: 'list',
  same: 'string',
} as const;
const values: Readonly<Record<string, Json>> = {
  a: 1,
  s: many('x', 1_000_000),
  xs: numbers,
  n: 3,
  b: true,
  d: { $decimal: '1.1' },
  at: { $dateTime: '2026-12-24T14:10:00+01:00[Europe/Oslo]' },
  nested,
  days,
  same: many('a', 900_000),
};

/** Expressions that are refused when they are deployed. */
const REFUSED: Readonly<Record<string, string>> = {
  'open parentheses': many('(', LONGEST),
  'nested parentheses': many('(', 4_900) + '1' + many(')', 4_900),
  'nested lists': many('[', 4_900) + many(']', 4_900),
  'nested contexts': many('{a:', 2_400) + '1' + many('}', 2_400),
  'nested conditions': many('if b then ', 900) + '1',
  'conditions in a row': many('if b then 1 else ', 580) + '1',
  'a long sum': many('n+', 4_900) + 'n',
  'a long path': `a${many('.a', 4_900)}`,
  'a chain of signs': many('-', 9_000) + 'n',
  'a chain of signs with blanks': many('- ', 4_900) + 'n',
  'nested calls': many('abs(', 2_400) + '1' + many(')', 2_400),
  'filters in a row': `xs${many('[1]', 3_300)}`,
  'filters in filters': many('a[', 3_300) + '1' + many(']', 3_300),
  'nested iterations': many('for x in xs return ', 500) + '1',
  'iterations over iterations': many('for x in ', 1_000) + '1',
  'nested quantifiers': many('some x in xs satisfies ', 400) + 'b',
  'comparisons in a row': many('n<', 4_900) + 'n',
  'memberships in a row': many('a in ', 1_900) + 'a',
  'memberships in memberships': many('a in (', 1_600) + '1..2' + many(')', 1_600),
  'ranges that do not end': many('a in (', 30) + '1..2' + many('..3]', 30),
  'nested types': `a instance of ${many('list<', 1_900)}`,
  'brackets that do not match': many('}{', 4_900),
  'comments that do not end': many('/*', 4_900),
  'a text that does not end': `"${many('a', 9_990)}`,
  'a name of thousands of words': many('a ', 4_900),
  'a long name': many('q', 9_990),
  backticks: many('`', 9_990),
  'only line breaks': many('\n', 9_990),
  'too long a text': many(' ', 10_001) + '1',
  'three iterations in each other': 'for i in xs return for j in xs return for k in xs return 1',
  'three lists in one iteration': 'for i in xs, j in xs, k in xs return 1',
  'a filter in two iterations': 'for i in xs, j in xs return xs[item > 1]',
  'filters in filters with conditions': 'xs[count(xs[count(xs[item > 1]) > 1]) > 1]',
  'a range to a variable': 'for i in 1..n return i',
  'a range of many numbers': 'for i in 1..10001 return i',
  'a range to a fraction': 'for i in 1..3.5 return i',
  'a range in brackets to a variable': 'some i in [1..n] satisfies true',
  'a pattern with a huge machine': 'matches(s, "(?:a{500}|b{500})(?:a{500}|b{500})(?:a{500}|b{500})")',
  'a pattern of repeated repetitions': 'matches(s, "(((a{100}){100}){100})")',
  'a pattern of very many letters in two cases': 'matches(s, "[a-\\x{10FFFF}][a-\\x{10FFFF}][a-\\x{10FFFF}]", "i")',
  'a number without end': 'exp(100000)',
};

/** Expressions that are deployed, and stopped when they ask for too much, or end. */
const STOPPED: Readonly<Record<string, string>> = {
  'a hundred million rounds': 'for i in xs, j in xs return i * j',
  'a hundred million rounds of a range': 'count(for i in 1..10000, j in 1..10000 return 1) > 1',
  'a hundred million tests': 'some i in xs, j in xs satisfies i + j = -1',
  'tests in tests': 'every i in xs satisfies some j in xs satisfies i = j',
  'filters in filters': 'count(xs[count(xs[item > 3]) > 0])',
  'a text doubled sixty times': 'for i in 1..60 return if i = 1 then "aaaaaaaa" else partial[-1] + partial[-1]',
  'a list doubled sixty times': 'for i in 1..60 return if i = 1 then [1, 2] else concatenate(partial[-1], partial[-1])',
  'a context that holds itself twice, many times': 'for i in 1..200 return {a: partial[-1], b: partial[-1]}',
  'comparing two such lists':
    '(for i in 1..45 return [partial[-1], partial[-1]]) = (for i in 1..45 return [partial[-1], partial[-1]])',
  'writing such a list': 'string((for i in 1..45 return [partial[-1], partial[-1]])[-1])',
  'flattening such lists': 'flatten(for i in 1..45 return [partial[-1], partial[-1]])',
  'distinct values of such lists': 'distinct values(for i in 1..45 return [partial[-1], partial[-1]])',
  'lists thousands of levels deep': 'for i in 1..3000 return [partial[-1]]',
  'comparing lists thousands of levels deep':
    '(for i in 1..3000 return [partial[-1]]) = (for i in 1..3000 return [partial[-1]])',
  'a list of all lists before it': 'for i in 1..3000 return partial',
  'contexts that refer to each other': `{a0: {x: 1}, ${numbers
    .slice(1, 60)
    .map((i) => `a${i}: if b then {p: a${i - 1}, q: a${i - 1}} else a${i - 1}`)
    .join(', ')}}`,
  'adding up a long text': `${many('s+', 150)}s`,
  'a long text in capitals, many times': `${many('upper case(', 60)}s${many(')', 60)}`,
  'parts of a long text': 'for i in 1..10000 return substring(s, 2)',
  'searching a long text': 'for i in 1..10000 return contains(s, "yyyyyyyy")',
  'searching a long text for another long text, letter by letter': 'contains(same, "ab" + substring(same, 1, 100000))',
  'joining long texts': 'string join(for i in xs return s)',
  'joining with a long text': 'for i in 1..100 return string join(for j in xs return "", s)',
  'a pattern that backtracks elsewhere': 'matches(s, "(x+x+)+y")',
  'patterns on many texts': 'for i in xs return matches(string(i), "(a|b|ab)*bc")',
  'patterns made by the expression': 'for i in xs return matches("a", "a{1," + string(i + 1) + "}(b|c|d){1,90}")',
  'replacing every letter by a long text': 'replace(s, "x", s)',
  'replacing by a long text': 'replace(substring(s, 1, 1000), "x", substring(s, 1, 10000))',
  'replacing with a search to the end each time': 'replace(substring(s, 1, 5000), "(.*)y|.", "z")',
  'splitting a long text into letters': 'split(s, "")',
  'powers of powers': '9 ** 9 ** 9 ** 9',
  'a huge power of a decimal': 'd ** 10000',
  'a product of decimals': 'for i in xs return product(for j in 1..90 return d)',
  'a quotient of many decimals': 'for i in xs return d / 3',
  'a product of decimals with very many zeros': 'product(for i in 1..5000 return d * 10 ** 300)',
  'a decimal that grows': 'for i in 1..5000 return if i = 1 then d * 10 ** 300 else partial[-1] * 10 ** 300',
  'a decimal of millions of digits': 'decimal(d, 10000000 * n)',
  'comparing every element with every other': 'distinct values(for i in xs return [i])',
  'looking for every element': 'for i in xs return index of(xs, i)',
  'memberships in memberships, each looked at twice': `${many('(', 26)}n in (1, 2)${many(') in (true, false)', 26)}`,
  'a membership for every element': 'every i in xs satisfies i in xs',
  'the type of every element, many times': 'for i in xs return xs instance of list<number>',
  'patterns that are dear to read': 'for i in xs return matches("a", "\\PL\\PL\\PL" + string(i), "i")',
  'turning a long list round, many times': 'for i in xs return reverse(xs)',
  'putting a long list together, many times': 'for i in xs return concatenate(xs, xs)',
  'sorting a long list, many times': 'for i in xs return median(xs)',
  'merging contexts, many times': 'for i in xs return context merge([{a: partial}, {b: 1}])',
  'days of ten thousand different dates': 'for i in xs return at + duration("P" + string(i) + "D")',
  'comparing ten thousand different days': 'days[item < now()]',
  'differences of ten thousand different days': 'for day in days return now() - day',
  'weeks of ten thousand dates': 'for i in xs return week of year(at)',
  'durations of ten thousand texts': 'for i in xs return duration("PT" + string(i) + "H")',
  'paths through long lists': 'for i in xs return count(xs.foo)',
  'a nested value against itself': 'nested = nested and count(flatten(nested)) > 3 and string(nested) != ""',
  'a list of thousands of literals': `[${many('1,', 4_900)}1]`,
  'a context of a thousand entries': `{${numbers
    .slice(0, 1_200)
    .map((i) => `a${i}:1`)
    .join(',')}}`,
};

describe('A hostile expression', () => {
  const megabytes = (): number => process.memoryUsage().heapUsed / 1e6;
  /** Time of this process, so that other work on the machine does not count. */
  const seconds = (run: () => void): number => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };

  for (const [what, source] of Object.entries(REFUSED)) {
    it(`is refused within a second: ${what}`, () => {
      expect(seconds(() => expect(codesOf(source, types)).not.to.deep.equal([]))).to.be.below(1);
    });
  }

  for (const [what, source] of Object.entries(STOPPED)) {
    it(`ends within a second and needs little memory: ${what}`, () => {
      expect(source.length).to.be.at.most(LONGEST);
      const { expression, problems } = compileExpression(source, declaring(types));
      expect(problems).to.deep.equal([]);
      const before = megabytes();
      const run = (): void => {
        try {
          const result = expression?.evaluate((name) => values[name], CLOCK);
          expect(JSON.stringify(result).length).to.be.at.most(1_100_000);
        } catch (error) {
          expect(error).to.be.instanceOf(ExpressionError);
        }
      };
      expect(seconds(run)).to.be.below(1);
      expect(megabytes() - before).to.be.below(150);
    });
  }

  it('is stopped by the limits, not by luck', () => {
    const limit = (source: string): unknown => {
      try {
        return evaluate(source, values, types);
      } catch (error) {
        return error instanceof ExpressionError ? `${error.code} ${error.details['limit'] ?? ''}` : error;
      }
    };
    expect(limit('some i in xs, j in xs satisfies i + j = -1')).to.equal('LIMIT_EXCEEDED steps');
    expect(limit('for i in xs, j in 1..2 return 1')).to.equal('LIMIT_EXCEEDED listSize');
    expect(limit('s + s')).to.equal('LIMIT_EXCEEDED textLength');
    expect(limit('[s, s]')).to.equal('LIMIT_EXCEEDED textLength');
    expect(limit('for i in 1..60 return [partial[-1]]')).to.equal('LIMIT_EXCEEDED valueDepth');
    expect(limit('append(xs, 1)')).to.equal('LIMIT_EXCEEDED listSize');
    expect(limit('count(for i in 1..10000 return i) = 10000')).to.equal(true);
  });

  it('leaves nothing behind for the next one', () => {
    const { expression } = compileExpression('some i in xs, j in xs satisfies i + j = -1', declaring(types));
    const small = compileExpression('some i in xs satisfies i = 9999', declaring(types)).expression;
    expect(() => expression?.evaluate((name) => values[name], CLOCK)).to.throw(ExpressionError);
    expect(small?.evaluate((name) => values[name], CLOCK)).to.equal(true);
  });
});

describe('The objects of the host', () => {
  it('have no name in an expression', () => {
    for (const name of [
      'globalThis',
      'process',
      'window',
      'undefined',
      'hasOwnProperty',
      'toString',
      'valueOf',
      'Object',
      'require',
      'this',
    ]) {
      expect(codesOf(name), name).to.deep.equal(['UNDECLARED_NAME']);
    }
    for (const name of ['constructor', '__proto__', 'prototype']) {
      expect(codesOf(name), name).to.deep.equal(['NAME_NOT_ALLOWED']);
      expect(codesOf(`a.${name}`, types), name).to.deep.equal(['NAME_NOT_ALLOWED']);
      expect(codesOf(`{${name}: 1}`), name).to.deep.equal(['NAME_NOT_ALLOWED']);
      expect(codesOf(`{"${name}": 1}`), name).to.deep.equal(['NAME_NOT_ALLOWED']);
      expect(codesOf(`${name}(1)`), name).to.deep.equal(['NAME_NOT_ALLOWED']);
    }
  });

  it('are no properties of values', () => {
    for (const name of ['toString', 'valueOf', 'length', 'map', 'hasOwnProperty', 'wall', 'parts', 'slots']) {
      for (const value of [
        { a: 1 },
        [1],
        'text',
        3,
        true,
        values['at'] ?? null,
        { $duration: 'P1D' },
        { $decimal: '1' },
      ]) {
        const result = evaluate(`x.${name}`, { x: value });
        expect(Array.isArray(result) ? result : [result], name).to.deep.equal([null]);
      }
    }
  });

  it('are not reached by the functions for contexts', () => {
    expect(evaluate('get value(x, "constructor")', { x: { a: 1 } })).to.equal(null);
    expect(evaluate('get value(x, "__proto__")', { x: { a: 1 } })).to.equal(null);
    for (const source of ['context put(x, "__proto__", 1)', 'context([{key: "constructor", value: 1}])']) {
      expect(() => evaluate(source, { x: {} })).to.throw('NAME_NOT_ALLOWED');
    }
    expect(Object.getPrototypeOf({})).not.to.have.property('polluted');
  });
});
