import { parsePostfix, parseRangeRest } from './parse-primary.js';
import type { Reader } from './reader.js';
import type { ArithmeticOperator, CompareOperator, SyntaxNode, TypeName } from './syntax-node.js';

type Parse = (reader: Reader) => SyntaxNode;

/** Operators from the loosest to the tightest (DMN 1.3, 10.3.1.2, rules 1 to 4, 49, 50, 51): all bind to the left. */
export function parseOr(reader: Reader): SyntaxNode {
  return logic(reader, 'or', parseAnd);
}

function parseAnd(reader: Reader): SyntaxNode {
  return logic(reader, 'and', parseComparison);
}

function logic(reader: Reader, operator: 'and' | 'or', operand: Parse): SyntaxNode {
  let left = operand(reader);
  while (reader.takesWord(operator)) {
    left = { kind: 'logic', operator, left, right: operand(reader), from: left.from, to: reader.end };
  }
  return left;
}

const COMPARISONS = ['<=', '>=', '!=', '<', '>', '='] as const satisfies readonly CompareOperator[];

function parseComparison(reader: Reader): SyntaxNode {
  let left = reader.sees('<') || reader.sees('>') ? parseUnaryTest(reader) : parseSum(reader);
  for (;;) {
    const from = left.from;
    const operator = COMPARISONS.find((symbol) => reader.takes(symbol));
    if (operator !== undefined) {
      left = { kind: 'comparison', operator, left, right: parseSum(reader), from, to: reader.end };
    } else if (reader.takesWord('between')) {
      const low = parseSum(reader);
      reader.expectWord('and', '"between" and its lower bound');
      left = { kind: 'between', value: left, low, high: parseSum(reader), from, to: reader.end };
    } else if (reader.takesWord('in')) {
      left = { kind: 'membership', value: left, tests: parseInTests(reader), from, to: reader.end };
    } else {
      return left;
    }
  }
}

/** `in [1..3]`, `in (1..3]`, `in > 5`, `in list`, `in (1, 2, > 5)`. */
function parseInTests(reader: Reader): readonly SyntaxNode[] {
  const from = reader.at;
  if (!reader.takes('(')) return [parseUnaryTest(reader)];
  const first = parseTest(reader);
  if (reader.sees('..')) return [parseRangeRest(reader, from, first, false)];
  const tests = [first];
  while (reader.takes(',')) tests.push(parseTest(reader));
  reader.expect(')', 'the values after "in"');
  return tests;
}

function parseTest(reader: Reader): SyntaxNode {
  return COMPARISONS.some((symbol) => reader.sees(symbol)) ? parseUnaryTest(reader) : reader.expression();
}

/** `> 5` as a range without an end, `= 5` and `!= 5` as tests, or a value. */
function parseUnaryTest(reader: Reader): SyntaxNode {
  const from = reader.at;
  const operator = COMPARISONS.find((symbol) => reader.takes(symbol));
  if (operator === undefined) return parseSum(reader);
  const operand = parseSum(reader);
  const to = reader.end;
  if (operator === '=' || operator === '!=') return { kind: 'unaryTest', operator, operand, from, to };
  const included = operator.length === 2;
  if (operator.startsWith('>')) {
    return { kind: 'range', low: operand, high: null, lowIncluded: included, highIncluded: false, from, to };
  }
  return { kind: 'range', low: null, high: operand, lowIncluded: false, highIncluded: included, from, to };
}

/** The cell of a decision table (DMN 1.3, 10.3.1.2, rules 13 to 18): `-`, `not(…)`, or tests with commas between. */
export function parseUnaryTests(reader: Reader): SyntaxNode {
  const from = reader.at;
  if (reader.takes('-') && reader.atEnd()) return { kind: 'anything', from, to: reader.end };
  reader.at = from;
  if (reader.takesWord('not') && reader.takes('(')) {
    const tests = testList(reader);
    if (reader.takes(')') && reader.atEnd()) return { kind: 'unaryTests', negated: true, tests, from, to: reader.end };
    reader.at = from;
  }
  return { kind: 'unaryTests', negated: false, tests: testList(reader), from, to: reader.end };
}

function testList(reader: Reader): readonly SyntaxNode[] {
  const tests = [parseTest(reader)];
  while (reader.takes(',')) tests.push(parseTest(reader));
  return tests;
}

function parseSum(reader: Reader): SyntaxNode {
  return arithmetic(reader, ['+', '-'], parseProduct);
}

function parseProduct(reader: Reader): SyntaxNode {
  return arithmetic(reader, ['*', '/'], parsePower);
}

function parsePower(reader: Reader): SyntaxNode {
  return arithmetic(reader, ['**', '^'], parseNegation);
}

function arithmetic(reader: Reader, operators: readonly (ArithmeticOperator | '^')[], operand: Parse): SyntaxNode {
  let left = operand(reader);
  for (;;) {
    const operator = operators.find((symbol) => reader.sees(symbol) && !(symbol === '*' && reader.sees('**')));
    if (operator === undefined) return left;
    reader.takes(operator);
    const right = operand(reader);
    left = {
      kind: 'arithmetic',
      operator: operator === '^' ? '**' : operator,
      left,
      right,
      from: left.from,
      to: reader.end,
    };
  }
}

function parseNegation(reader: Reader): SyntaxNode {
  const from = reader.at;
  if (!reader.takes('-')) return parseInstanceOf(reader);
  const operand = reader.deeper(() => parseNegation(reader));
  if (operand.kind === 'literal' && typeof operand.value === 'number') {
    return { ...operand, value: -operand.value, from };
  }
  return { kind: 'negation', operand, from, to: reader.end };
}

function parseInstanceOf(reader: Reader): SyntaxNode {
  const value = parsePostfix(reader);
  if (!reader.takesWord('instance')) return value;
  reader.expectWord('of', '"instance"');
  return { kind: 'instanceOf', value, type: parseTypeName(reader), from: value.from, to: reader.end };
}

const DURATION_TYPES = ['days and time duration', 'years and months duration', 'date and time'] as const;

function parseTypeName(reader: Reader): TypeName {
  for (const name of DURATION_TYPES) {
    const start = reader.at;
    if (name.split(' ').every((word) => reader.takesWord(word))) return { name };
    reader.at = start;
  }
  const name = reader.nameWords() ?? reader.unexpected('the name of a type is missing');
  if (!reader.takes('<')) return { name };
  const element = reader.deeper(() => parseTypeName(reader));
  reader.expect('>', 'the type of the elements');
  return { name, element };
}
