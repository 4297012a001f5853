import { makeContext, makeList, makeLiteral } from '../decisions/compile-logic.js';
import { makeInput } from '../decisions/compile-input.js';
import { makeTable } from '../decisions/compile-table.js';
import { decisionNode, type DecisionNode } from '../decisions/decision-node.js';
import {
  constantExpression,
  makeExpression,
  makeUnaryTests,
  type ConstantParts,
} from '../expressions/compile-expression.js';

const makers: Readonly<Record<string, (parts: never) => object>> = {
  expression: makeExpression,
  unaryTests: makeUnaryTests,
  constant: ({ value, source }: ConstantParts) => constantExpression(value, source),
  input: makeInput,
  table: makeTable,
  literal: makeLiteral,
  context: makeContext,
  list: makeList,
  decisionNode,
  decision: ({ node }: { readonly node: DecisionNode }) => node.decision,
};

/** Makes something with functions of the parts that its recipe names. @throws Error for a maker that is not known */
export function make(maker: string, parts: unknown): object {
  const known = makers[maker];
  if (!known) throw new Error(`No maker ${maker}`);
  return known(parts as never);
}
