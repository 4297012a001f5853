import { escapeXml, flow, processText } from '../../../helpers/bpmn-text.js';
import type { DiagnosticCase } from './diagnostic-case.js';

const variables = { score: 'number', name: 'string', items: 'list', born: 'date' };
const condition = (text: string, attributes = '') =>
  processText(
    `<bpmn:startEvent id="S" /><bpmn:exclusiveGateway id="G" default="G_B" /><bpmn:task id="A" /><bpmn:task id="B" />
     ${flow('S', 'G')}${flow('G', 'B')}
     <bpmn:sequenceFlow id="G_A" sourceRef="G" targetRef="A"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression" ${attributes}>${escapeXml(text)}</bpmn:conditionExpression></bpmn:sequenceFlow>`,
    { variables },
  );
const mapped = (source: string) =>
  processText(
    `<bpmn:task id="G_A"><bpmn:extensionElements><pathway:in source="${escapeXml(source)}" target="x" /></bpmn:extensionElements></bpmn:task>`,
    { variables },
  );

const cases: readonly (readonly [code: string, rule: string, bad: string, good: string])[] = [
  ['SYNTAX', 'a condition is FEEL', 'score >', 'score > 4'],
  ['FOREIGN_EXPRESSION', 'an expression of another engine is refused', '${score > 4}', '= score > 4'],
  [
    'TOO_LONG',
    'a condition has a length that a person can read',
    `score > 4${' and score > 4'.repeat(1_000)}`,
    'score > 4',
  ],
  [
    'TOO_DEEP',
    'a condition is nested to a bounded depth',
    `${'('.repeat(1_000)}score > 4${')'.repeat(1_000)}`,
    '(score > 4)',
  ],
  ['UNDECLARED_NAME', 'a condition reads what is declared', 'points > 4', 'score > 4'],
  ['UNKNOWN_FUNCTION', 'a condition calls functions that FEEL has', 'evaluate(score)', 'abs(score) > 4'],
  ['UNKNOWN_PROPERTY', 'a date has the properties of a date', 'born.length > 4', 'born.year > 1940'],
  ['WRONG_ARGUMENTS', 'a function is called with what it takes', 'count(items, 2) > 1', 'count(items) > 1'],
  ['IMPOSSIBLE_COMPARISON', 'a number is not compared with a text', 'score = "4"', 'score = 4'],
  ['IMPOSSIBLE_OPERATION', 'a text is not subtracted from', 'name - 1 > 2', 'score - 1 > 2'],
  ['WRONG_RESULT_TYPE', 'a condition is true or false', 'score + 1', 'score + 1 > 2'],
  ['FUNCTION_DEFINITION', 'a model defines no functions', '(function(a) a)(score) = 4', 'score = 4'],
  [
    'RANGE_NOT_BOUNDED',
    'an iteration has literal bounds',
    'some i in 1..score satisfies i = 4',
    'some i in 1..10 satisfies i = score',
  ],
  [
    'ITERATION_TOO_DEEP',
    'iterations stand at most two inside each other',
    'some i in 1..3 satisfies some j in 1..3 satisfies some k in 1..3 satisfies i + j + k = score',
    'some i in 1..3 satisfies some j in 1..3 satisfies i + j = score',
  ],
  ['INVALID_LITERAL', 'a date is one of the calendar', 'born = date("2026-02-30")', 'born = date("2026-02-28")'],
  ['INVALID_PATTERN', 'a pattern is one that can be matched', 'matches(name, "(")', 'matches(name, "a+")'],
  ['NAME_NOT_ALLOWED', 'no expression reaches for the host’s own objects', 'constructor = 4', 'score = 4'],
];

/** Findings about expressions. */
export const expressionCases: readonly DiagnosticCase[] = [
  ...cases.map(([code, rule, bad, good]) => ({
    code: `EXPRESSION_${code}`,
    rule,
    element: 'G_A',
    bad: condition(bad),
    good: condition(good),
  })),
  {
    code: 'EXPRESSION_EMPTY',
    rule: 'a mapping maps something',
    element: 'G_A',
    bad: mapped(''),
    good: mapped('score'),
  },
  {
    code: 'EXPRESSION_LANGUAGE_NOT_FEEL',
    rule: 'expressions are written in FEEL',
    element: 'G_A',
    bad: condition('score > 4', 'language="groovy"'),
    good: condition('score > 4', 'language="https://www.omg.org/spec/DMN/20191111/FEEL/"'),
  },
];
