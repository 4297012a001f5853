import { add, divide, multiply, negate, power, subtract } from '../evaluation/arithmetic.js';
import { equal, includes, order } from '../evaluation/compare.js';
import type { Frame } from '../evaluation/frame.js';
import { ExpressionError } from '../expression-error.js';
import type { ArithmeticOperator, NodeOf, OrderOperator, Span } from '../syntax/syntax-node.js';
import { Range } from '../values/range.js';
import type { Value } from '../values/value.js';
import type { Builder, Built, Run } from './builder.js';
import { operationType } from './operation-type.js';
import type { Scope } from './scope.js';
import { TYPES, areCompatible, describeType, isOpen, type StaticType } from './static-type.js';

const ARITHMETIC: Readonly<Record<ArithmeticOperator, (a: Value, b: Value, frame: Frame) => Value>> = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
  '**': power,
};

export function buildArithmetic(node: NodeOf<'arithmetic'>, scope: Scope, builder: Builder): Built {
  const [left, right] = [builder.build(node.left, scope), builder.build(node.right, scope)];
  const type = operationType(node.operator, left.type, right.type);
  if (type === undefined) {
    const types = `${describeType(left.type)} and ${describeType(right.type)}`;
    builder.problem('IMPOSSIBLE_OPERATION', node, `"${node.operator}" does not work on ${types}.`, node.operator);
  }
  const operate = ARITHMETIC[node.operator];
  return { run: (frame) => operate(left.run(frame), right.run(frame), frame), type: type ?? TYPES.any };
}

export function buildNegation(node: NodeOf<'negation'>, scope: Scope, builder: Builder): Built {
  const operand = builder.build(node.operand, scope);
  const type = operationType('-', operand.type, operand.type);
  if (type === undefined || !['number', 'decimal', 'duration', 'Any', 'null'].includes(operand.type.base)) {
    builder.problem('IMPOSSIBLE_OPERATION', node, `"-" does not work on ${describeType(operand.type)}.`, '-');
  }
  return { run: (frame) => negate(operand.run(frame), frame), type: operand.type };
}

export function buildComparison(node: NodeOf<'comparison'>, scope: Scope, builder: Builder): Built {
  const [left, right] = [builder.build(node.left, scope), builder.build(node.right, scope)];
  const ordered = node.operator !== '=' && node.operator !== '!=';
  checkComparison(left.type, right.type, ordered, node, builder);
  return { run: comparison(node.operator, left.run, right.run), type: TYPES.boolean };
}

function comparison(operator: NodeOf<'comparison'>['operator'], left: Run, right: Run): Run {
  if (operator === '=') return (frame) => equal(left(frame), right(frame), frame);
  if (operator !== '!=') return ordering(operator, left, right);
  return (frame) => {
    const result = equal(left(frame), right(frame), frame);
    return result === null ? null : !result;
  };
}

/** One function for each operator, so that numbers are compared without a call. */
function ordering(operator: OrderOperator, left: Run, right: Run): Run {
  switch (operator) {
    case '<':
      return (frame) => test(order(left(frame), right(frame), frame), (result) => result < 0);
    case '<=':
      return (frame) => test(order(left(frame), right(frame), frame), (result) => result <= 0);
    case '>':
      return (frame) => test(order(left(frame), right(frame), frame), (result) => result > 0);
    case '>=':
      return (frame) => test(order(left(frame), right(frame), frame), (result) => result >= 0);
  }
}

function test(result: number | null, holds: (result: number) => boolean): boolean | null {
  return result === null ? null : holds(result);
}

const WITHOUT_ORDER: ReadonlySet<string> = new Set(['boolean', 'list', 'context', 'range']);

/** Refuses comparisons that are null for all values: of different types, or of an order that does not exist. */
export function checkComparison(a: StaticType, b: StaticType, ordered: boolean, at: Span, builder: Builder): void {
  if (!areCompatible(a, b)) {
    const message = `${describeType(a)} can never be compared with ${describeType(b)}.`;
    builder.problem('IMPOSSIBLE_COMPARISON', at, message.charAt(0).toUpperCase() + message.slice(1));
    return;
  }
  const unordered = ordered ? [a, b].find((type) => WITHOUT_ORDER.has(type.base)) : undefined;
  if (unordered !== undefined) {
    const message = `Values cannot be put in order when one is ${describeType(unordered)}.`;
    builder.problem('IMPOSSIBLE_COMPARISON', at, message);
  }
}

export function buildBetween(node: NodeOf<'between'>, scope: Scope, builder: Builder): Built {
  const value = builder.build(node.value, scope);
  const [low, high] = [builder.build(node.low, scope), builder.build(node.high, scope)];
  for (const bound of [low, high]) checkComparison(value.type, bound.type, true, node, builder);
  return {
    type: TYPES.boolean,
    run: (frame) => {
      const [from, to] = [low.run(frame), high.run(frame)];
      if (from === null || to === null) return null;
      return includes(new Range(from, to, true, true), value.run(frame), frame);
    },
  };
}

/**
 * Three-valued logic (DMN 1.3, 10.3.2.14, table 38). The right side is not looked at where the left side decides,
 * so that `n > 0 and sum / n > 2` does not divide by zero.
 */
export function buildLogic(node: NodeOf<'logic'>, scope: Scope, builder: Builder): Built {
  const [left, right] = [builder.build(node.left, scope), builder.build(node.right, scope)];
  for (const side of [left, right]) requireBoolean(side.type, `"${node.operator}"`, node, builder);
  return { run: node.operator === 'and' ? both(left.run, right.run) : oneOf(left.run, right.run), type: TYPES.boolean };
}

function both(left: Run, right: Run): Run {
  return (frame) => {
    const a = truth(left(frame), 'and');
    if (a === false) return false;
    const b = truth(right(frame), 'and');
    return b === false ? false : a === null ? null : b;
  };
}

function oneOf(left: Run, right: Run): Run {
  return (frame) => {
    const a = truth(left(frame), 'or');
    if (a === true) return true;
    const b = truth(right(frame), 'or');
    return b === true ? true : a === null ? null : b;
  };
}

/** True, false or null. Anything else is an error and never counts as true. @throws ExpressionError WRONG_TYPE */
export function truth(value: Value, operator: string): boolean | null {
  if (value === null || typeof value === 'boolean') return value;
  throw new ExpressionError('WRONG_TYPE', { operator });
}

export function requireBoolean(type: StaticType, where: string, at: Span, builder: Builder): void {
  if (isOpen(type) || type.base === 'boolean') return;
  builder.problem('IMPOSSIBLE_OPERATION', at, `${where} needs true or false, not ${describeType(type)}.`);
}

/** The condition of `if` that is false or null takes the other branch (DMN 1.3, table 47). */
export function buildIf(node: NodeOf<'if'>, scope: Scope, builder: Builder): Built {
  const condition = builder.build(node.condition, scope);
  requireBoolean(condition.type, 'The condition of "if"', node.condition, builder);
  const [then, otherwise] = [builder.build(node.then, scope), builder.build(node.otherwise, scope)];
  return {
    type: operationType('if', then.type, otherwise.type) ?? TYPES.any,
    run: (frame) => (truth(condition.run(frame), 'if') === true ? then : otherwise).run(frame),
  };
}
