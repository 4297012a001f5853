import { expect } from 'chai';

import { evaluate, failureOf } from './given-expression.js';

describe('Texts in an expression', () => {
  it('are searched by patterns anywhere in them', () => {
    for (const [source, value] of [
      ['matches("foobar", "^fo*bar")', true],
      ['matches("foobar", "oba")', true],
      ['matches("a\\nb", "a.b")', false],
      ['matches("a\\nb", "a.b", "s")', true],
      ['matches("FOO", "foo", "i")', true],
      ['matches("a\\nb", "^b$", "m")', true],
      ['matches("hello world", "hello\\ sworld", "x")', true],
      ['matches("helloworld", "hello world", "x")', true],
      ['matches("a b", "a[ ]b", "x")', true],
      ['matches("blåbær", "^\\\\pL+$")', true],
      ['matches("", "")', true],
    ] as const) {
      expect(evaluate(source.replace('\\ s', '\\\\s')), source).to.equal(value);
    }
  });

  it('are replaced with groups', () => {
    for (const [source, value] of [
      ['replace("abracadabra", "bra", "*")', 'a*cada*'],
      ['replace("2026-12-24", "(\\\\d+)-(\\\\d+)-(\\\\d+)", "$3.$2.$1")', '24.12.2026'],
      ['replace("abc", "b", "[$0]")', 'a[b]c'],
      ['replace("abc", "b", "\\\\$")', 'a$c'],
      ['replace("AbA", "a", "x", "i")', 'xbx'],
      ['replace("abc", "x", "y")', 'abc'],
      ['replace("abc", "(b)|z", "<$1$2>")', 'a<b>c'],
    ] as const) {
      expect(evaluate(source), source).to.equal(value);
    }
  });

  it('are split', () => {
    expect(evaluate('split("a;b;;c", ";")')).to.deep.equal(['a', 'b', '', 'c']);
    expect(evaluate('split("a1b22c", "[0-9]+")')).to.deep.equal(['a', 'b', 'c']);
    expect(evaluate('split("abc", "")')).to.deep.equal(['a', 'b', 'c']);
    expect(evaluate('split("", ",")')).to.deep.equal(['']);
  });

  it('refuse a pattern that is none, also when it comes with the data', () => {
    for (const pattern of ['[a', '(?=a)', '(a)\\1', 'a{1001}']) {
      expect(failureOf('matches("a", pattern)', { pattern }), pattern).to.equal('INVALID_PATTERN');
    }
    expect(failureOf('matches("a", "a", flags)', { flags: 'g' })).to.equal('INVALID_PATTERN');
    expect(failureOf('matches("a", pattern)', { pattern: 'a'.repeat(501) })).to.equal('INVALID_PATTERN');
  });

  it('have the functions of DMN', () => {
    for (const [source, value] of [
      ['substring("foobar", 3)', 'obar'],
      ['substring("foobar", 3, 2)', 'ob'],
      ['substring("foobar", -2, 1)', 'a'],
      ['substring("🐴ab", 1, 1)', '🐴'],
      ['string length("🐴ab")', 3],
      ['upper case("blåbær")', 'BLÅBÆR'],
      ['lower case("ÆØÅ")', 'æøå'],
      ['substring before("foobar", "bar")', 'foo'],
      ['substring after("foobar", "o")', 'obar'],
      ['contains("foobar", "ob")', true],
      ['starts with("foobar", "fo")', true],
      ['ends with("foobar", "r")', true],
      ['string join(["a", null, "b"], "-")', 'a-b'],
      ['string join(["a"])', 'a'],
      ['string(1.5)', '1.5'],
      ['string(null)', null],
      ['string([1, "a", {b: @"P1D"}])', '[1, "a", {b: P1D}]'],
      ['string(@"2026-12-24T10:00:00@Europe/Oslo")', '2026-12-24T10:00:00@Europe/Oslo'],
      ['string([1..3])', '[1..3]'],
      ['"a\\"b\\\\c\\n\\u00e5"', 'a"b\\c\nå'],
      ['"a" + "b"', 'ab'],
      ['not(true)', false],
      ['is(@"P1D", @"PT24H")', true],
      ['is(1, "1")', false],
    ] as const) {
      expect(evaluate(source), source).to.deep.equal(value);
    }
    expect(failureOf('substring("abc", n)', { n: 0 })).to.equal('WRONG_ARGUMENT');
    expect(failureOf('string join(list)', { list: [1] })).to.equal('WRONG_ARGUMENT');
  });

  it('know what type a value is of', () => {
    for (const [source, value] of [
      ['1 instance of number', true],
      ['"a" instance of number', false],
      ['null instance of string', false],
      ['[1] instance of list<number>', true],
      ['[1, "a"] instance of list<number>', false],
      ['@"P1D" instance of days and time duration', true],
      ['@"P1M" instance of years and months duration', true],
      ['now() instance of date and time', true],
      ['{a: 1} instance of context', true],
      ['[1..2] instance of range', true],
      ['today() instance of date', true],
      ['true instance of boolean', true],
    ] as const) {
      expect(evaluate(source), source).to.equal(value);
    }
  });
});
