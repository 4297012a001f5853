import { expect } from 'chai';

import { compileExpression } from '../../../engine/expressions/compile-expression.js';
import { codesOf, declaring, problemsOf } from './given-expression.js';

const types = {
  age: 'number',
  name: 'string',
  alone: 'boolean',
  born: 'date',
  admitted: 'dateTime',
  wait: 'duration',
  needs: 'list',
  plan: 'context',
  any: 'Any',
  dose: 'decimal',
  'date of birth': 'date',
  'Flow_1-a': 'number',
  clock: 'time',
} as const;

describe('An expression at deployment', () => {
  it('is refused when it reads a name that nothing declares', () => {
    const [problem] = problemsOf('age > 65 and agee < 90', types);
    expect(problem).to.include({ code: 'UNDECLARED_NAME', name: 'agee' });
    expect(problem?.position).to.deep.equal({ from: 13, to: 17 });
    expect(problem?.message).to.equal(
      '"agee" is not declared. Declare it as a variable of the process, or correct the name.',
    );
  });

  it('tells everything that is wrong at once, in reading order', () => {
    expect(codesOf('x > 3 and age > "y" and foo(z)', types)).to.deep.equal([
      'UNDECLARED_NAME',
      'IMPOSSIBLE_COMPARISON',
      'UNDECLARED_NAME',
      'UNKNOWN_FUNCTION',
    ]);
  });

  it('knows the names that the expression itself makes', () => {
    for (const source of [
      'for n in needs return n',
      'some last name in needs satisfies last name = "x"',
      '{a: 1, b: a}.b',
      'needs[item = 1]',
      'needs[urgent and name = "x"]',
      'for i in 1..3 return count(partial)',
      'for a in needs, b in a return b',
      'plan.anything',
    ]) {
      expect(codesOf(source, types), source).to.deep.equal([]);
    }
    expect(codesOf('{a: b, b: 1}', types)).to.deep.equal(['UNDECLARED_NAME']);
    expect(codesOf('(for i in needs return i) = i', types)).to.deep.equal(['UNDECLARED_NAME']);
    expect(codesOf('partial', types)).to.deep.equal(['UNDECLARED_NAME']);
    expect(codesOf('item', types)).to.deep.equal(['UNDECLARED_NAME']);
    expect(codesOf('[1, 2][x > 1]', types)).to.deep.equal(['UNDECLARED_NAME']);
    expect(codesOf('?', types)).to.deep.equal(['UNDECLARED_NAME']);
  });

  it('reads names with spaces and symbols where they are declared', () => {
    for (const source of [
      'date of birth < today()',
      'Flow_1-a + 1',
      'date  of  birth = born',
      'date("2026-01-01") > date of birth',
    ]) {
      expect(codesOf(source, types), source).to.deep.equal([]);
    }
    expect(codesOf('Flow_1 - a', { Flow_1: 'number', a: 'number' })).to.deep.equal([]);
    expect(compileExpression('Flow_1-a + 1', declaring(types)).expression?.reads).to.deep.equal(['Flow_1-a']);
    expect(codesOf('åpningstid_æøå > 3', { åpningstid_æøå: 'number' })).to.deep.equal([]);
    expect(codesOf('date > time("10:00:00")', { date: 'time' })).to.deep.equal([]);
  });

  for (const source of [
    'age > "x"',
    'alone = 3',
    'born < 3',
    'born < admitted',
    'name in [1..3]',
    'age in ("a", "b")',
    'wait > age',
    'needs = "x"',
    'age between "a" and "b"',
    'alone < true',
    'plan > plan',
    'needs < needs',
    '{a: 1}.a = "x"',
    '["a"][1] = 3',
    'dose = "0.1"',
    'clock = now()',
    '[1..3] = 2',
    '(if alone then 1 else 2) = "x"',
    'count(needs) = "2"',
    'age = @"P1D"',
    '["a".."c"] = "b"',
  ]) {
    it(`can never be true or false: ${source}`, () => {
      expect([...new Set(codesOf(source, types))]).to.deep.equal(['IMPOSSIBLE_COMPARISON']);
    });
  }

  for (const source of [
    'name - 1',
    'name * 2',
    'alone + 1',
    'born + born',
    'born + 3',
    'age + name',
    'needs + needs',
    'age and alone',
    'alone or name',
    'if age then 1 else 2',
    '-name',
    'for x in age return x',
    'some x in needs satisfies 3',
    'wait ** 2',
    'wait * wait',
    '-born',
    'clock + clock',
  ]) {
    it(`uses an operator on what it is not for: ${source}`, () => {
      expect(codesOf(source, types)).to.include('IMPOSSIBLE_OPERATION');
    });
  }

  it('may compare what has no known type, or may be null', () => {
    for (const source of [
      'any > 3',
      'any = "x"',
      'age = null',
      'null = null',
      'plan.age > 3',
      'needs[1] = "x"',
      'dose > age',
      'age = dose * 2',
    ]) {
      expect(codesOf(source, types), source).to.deep.equal([]);
    }
  });

  it('calls functions that exist, as they are called', () => {
    expect(codesOf('lenght(name)', types)).to.deep.equal(['UNKNOWN_FUNCTION']);
    expect(codesOf('name(3)', types)).to.deep.equal(['UNKNOWN_FUNCTION']);
    for (const source of [
      'contains(name)',
      'contains(name, 3)',
      'contains(a: name, b: name)',
      'now(1)',
      'date(true)',
      'substring(string: name)',
      'string length(age)',
      'sqrt(name)',
      'matches(name, "a", "b", "c")',
      'contains(string: name, string: name, match: name)',
    ]) {
      expect(codesOf(source, types), source).to.deep.equal(['WRONG_ARGUMENTS']);
    }
    expect(problemsOf('contains(name, 3)', types)[0]?.message).to.equal(
      'This function is called as contains(string: a text, match: a text), but was given a text, a number.',
    );
    expect(
      codesOf('contains(string: name, match: "x") and substring(string: name, start position: 2) = ""', types),
    ).to.deep.equal([]);
  });

  it('has literals that are what they say', () => {
    for (const source of [
      '@"2026-02-30"',
      '@"tomorrow"',
      'date("2026-13-01")',
      'duration("3 days")',
      'number("x")',
      '1e999',
      '1234567890.1234567',
    ]) {
      expect(codesOf(source, types), source).to.deep.equal(['INVALID_LITERAL']);
    }
    expect(codesOf('matches(name, "[a-z")', types)).to.deep.equal(['INVALID_PATTERN']);
    expect(codesOf('matches("a", "(a)\\1")', types)).to.deep.equal(['INVALID_PATTERN']);
    expect(codesOf('replace(name, "a", "b", "q")', types)).to.deep.equal(['INVALID_PATTERN']);
  });

  it('has the type that its place needs', () => {
    expect(codesOf('age + 1', types, { expected: 'boolean' })).to.deep.equal(['WRONG_RESULT_TYPE']);
    expect(problemsOf('age + 1', types, { expected: ['date', 'dateTime'] })[0]?.message).to.equal(
      'This place needs a date or a date and time, but the expression gives a number.',
    );
    expect(codesOf('any', types, { expected: 'boolean' })).to.deep.equal([]);
    expect(codesOf('dose', types, { expected: 'number' })).to.deep.equal([]);
    expect(codesOf('now() + wait', types, { expected: ['date', 'dateTime', 'duration'] })).to.deep.equal([]);
  });

  it('has properties that the type has', () => {
    for (const source of ['age.year', 'name.length', 'born.hour', '{a: 1}.b', 'wait.weeks', 'alone.x', '[1, 2].x']) {
      expect(codesOf(source, types), source).to.deep.equal(['UNKNOWN_PROPERTY']);
    }
  });

  it('is FEEL and no other language', () => {
    for (const source of ['${age > 3}', ' #{age}', '${'])
      expect(codesOf(source, types)).to.deep.equal(['FOREIGN_EXPRESSION']);
    for (const source of [
      'age ==',
      'age > ',
      '(age',
      'age)',
      '[1, 2',
      '{a 1}',
      '"open',
      'age > > 3',
      'if alone then 1',
      'for x needs return 1',
      'some x in needs',
      'x in',
      'age between 1',
      'age instance number',
      '1 2',
      'a..b',
      'needs.',
      'age;',
      'age && alone',
      'age === 3',
      'a => b',
      '`age`',
      "'x'",
      'f(1)(2)',
      '[1][1](2)',
      '@3',
      '@',
      '1..3',
      'process.env()',
      'needs[1',
    ]) {
      expect(codesOf(source, { ...types, a: 'number', b: 'number', x: 'Any', f: 'Any' }), source).to.deep.equal([
        'SYNTAX',
      ]);
    }
    expect(codesOf('', types)).to.deep.equal(['EMPTY']);
    expect(codesOf(' = ', types)).to.deep.equal(['EMPTY']);
    expect(problemsOf('age > ', types)[0]?.message).to.equal('A value is missing: the expression ends here.');
  });

  it('defines no functions', () => {
    expect(codesOf('function(a) a + 1', types)).to.deep.equal(['FUNCTION_DEFINITION']);
    expect(codesOf('sort(needs, function(a, b) a < b)', types)).to.deep.equal(['FUNCTION_DEFINITION']);
    expect(codesOf('{f: function(a) a}', types)).to.deep.equal(['FUNCTION_DEFINITION']);
  });

  it('may have comments and line breaks', () => {
    expect(codesOf('age // years\n > /* at least */ 65\r\n and\talone', types)).to.deep.equal([]);
  });

  it('keeps the words that are part of the language', () => {
    for (const source of ['if + 1', 'then', 'a or or', 'return'])
      expect(codesOf(source, { a: 'boolean' })).to.deep.equal(['SYNTAX']);
    expect(codesOf('android and iffy', { android: 'boolean', iffy: 'boolean' })).to.deep.equal([]);
  });
});
