import { anyOf, equal, passes } from '../evaluation/compare.js';
import type { Frame } from '../evaluation/frame.js';
import { STEPS } from '../steps.js';
import { childrenOf } from '../syntax/children.js';
import type { NodeOf, SyntaxNode, TypeName } from '../syntax/syntax-node.js';
import { isContext, kindOf, type Value } from '../values/value.js';
import { DurationValue } from '../values/temporal.js';
import { checkComparison, requireBoolean, truth } from './build-operators.js';
import type { Builder, Built, Run } from './builder.js';
import type { Scope } from './scope.js';
import { TYPES, isOpen, type StaticType } from './static-type.js';

/** `value in test`, `value in (test, test)` (DMN 1.3, 10.3.2.14, table 53). The value is worked out once for all tests. */
export function buildMembership(node: NodeOf<'membership'>, scope: Scope, builder: Builder): Built {
  const value = builder.build(node.value, scope);
  const slot = builder.slot();
  const known: Built = { run: (frame) => frame.slots[slot] ?? null, type: value.type };
  const tests = node.tests.map((test) => buildTest(test, known, scope, builder));
  return {
    type: TYPES.boolean,
    run: (frame) => {
      frame.slots[slot] = value.run(frame);
      return anyOf(tests.map((test) => test(frame) as boolean | null));
    },
  };
}

/** A cell of a decision table: whether `?` passes one of its tests, or with `not(…)` none of them. */
export function buildUnaryTests(node: NodeOf<'unaryTests'>, scope: Scope, builder: Builder): Built {
  const input = buildInput(node, builder);
  const tests = node.tests.map((test) => buildTest(test, input, scope, builder));
  return {
    type: TYPES.boolean,
    run: (frame) => {
      const result = anyOf(tests.map((test) => test(frame) as boolean | null));
      return result === null || !node.negated ? result : !result;
    },
  };
}

/** `?`, which exists only in cells of decision tables. */
export function buildInput(node: SyntaxNode, builder: Builder): Built {
  const { input } = builder;
  if (input !== undefined) return { run: (frame) => frame.slots[input.slot] ?? null, type: input.type };
  builder.problem('UNDECLARED_NAME', node, '"?" only has a meaning in the cells of a decision table.', '?');
  return { run: () => null, type: TYPES.any };
}

/** A test that speaks of `?` itself must be true; any other is a range, a list or a value that is compared with it. */
function buildTest(node: SyntaxNode, value: Built, scope: Scope, builder: Builder): Run {
  if (node.kind === 'unaryTest') return buildEquality(node, value, scope, builder);
  const test = builder.build(node, scope);
  if (builder.input !== undefined && mentionsInput(node)) {
    requireBoolean(test.type, 'A test with "?"', node, builder);
    return (frame) => truth(test.run(frame), '?');
  }
  checkTest(test.type, value.type, node, builder);
  const { run } = value;
  return (frame) => {
    const expected = test.run(frame);
    if (expected === null && node.kind === 'range') return null;
    return passes(expected, run(frame), frame);
  };
}

function buildEquality(node: NodeOf<'unaryTest'>, value: Built, scope: Scope, builder: Builder): Run {
  const operand = builder.build(node.operand, scope);
  checkComparison(value.type, operand.type, false, node, builder);
  return (frame) => {
    const result = equal(value.run(frame), operand.run(frame), frame);
    return result === null || node.operator === '=' ? result : !result;
  };
}

function checkTest(test: StaticType, value: StaticType, node: SyntaxNode, builder: Builder): void {
  const collection = test.base === 'range' || test.base === 'list';
  const expected = collection ? (test.element ?? TYPES.any) : test;
  if (test.base === 'list' && value.base === 'list') return;
  if (!isOpen(expected)) checkComparison(value, expected, test.base === 'range', node, builder);
}

function mentionsInput(node: SyntaxNode): boolean {
  return node.kind === 'input' || childrenOf(node).some(mentionsInput);
}

export function buildInstanceOf(node: NodeOf<'instanceOf'>, scope: Scope, builder: Builder): Built {
  const value = builder.build(node.value, scope);
  if (!isKnown(node.type)) {
    builder.problem('UNDECLARED_NAME', node, `There is no type "${node.type.name}".`, node.type.name);
  }
  return { run: (frame) => isInstance(value.run(frame), node.type, frame), type: TYPES.boolean };
}

const TYPE_TESTS: Readonly<Record<string, (value: Value) => boolean>> = {
  Any: () => true,
  any: () => true,
  number: (value) => ['number', 'decimal'].includes(kindOf(value)),
  decimal: (value) => ['number', 'decimal'].includes(kindOf(value)),
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  date: (value) => kindOf(value) === 'date',
  time: (value) => kindOf(value) === 'time',
  'date and time': (value) => kindOf(value) === 'dateTime',
  duration: (value) => kindOf(value) === 'duration',
  'days and time duration': (value) => value instanceof DurationValue && !value.isMonths,
  'years and months duration': (value) => value instanceof DurationValue && value.isMonths,
  list: (value) => Array.isArray(value),
  context: isContext,
  range: (value) => kindOf(value) === 'range',
};

function isKnown(type: TypeName): boolean {
  return Object.hasOwn(TYPE_TESTS, type.name) && (type.element === undefined || isKnown(type.element));
}

/** Null is an instance of no type (DMN 1.3, table 49). */
function isInstance(value: Value, type: TypeName, frame: Frame): boolean {
  if (value === null || TYPE_TESTS[type.name]?.(value) !== true) return false;
  const { element } = type;
  if (element === undefined) return true;
  if (!Array.isArray(value)) return false;
  frame.spend(2 * STEPS.item * value.length);
  return value.every((item: Value) => isInstance(item, element, frame));
}
