import type { NodeOf, SyntaxNode } from '../syntax/syntax-node.js';
import { buildCall } from './build-call.js';
import { buildFilter, buildFor, buildQuantified } from './build-iterations.js';
import { buildName, buildPath } from './build-names.js';
import {
  buildArithmetic,
  buildBetween,
  buildComparison,
  buildIf,
  buildLogic,
  buildNegation,
} from './build-operators.js';
import { buildInput, buildInstanceOf, buildMembership, buildUnaryTests } from './build-tests.js';
import { buildContext, buildList, buildLiteral, buildRange } from './build-values.js';
import type { Builder, Built } from './builder.js';
import type { Scope } from './scope.js';
import { TYPES } from './static-type.js';

type Build<Kind extends SyntaxNode['kind']> = (node: NodeOf<Kind>, scope: Scope, builder: Builder) => Built;

const BUILDS: { readonly [Kind in SyntaxNode['kind']]: Build<Kind> } = {
  literal: (node, _scope, builder) => buildLiteral(node, builder),
  name: buildName,
  input: (node, _scope, builder) => buildInput(node, builder),
  anything: () => ({ run: () => true, type: TYPES.boolean }),
  negation: buildNegation,
  arithmetic: buildArithmetic,
  comparison: buildComparison,
  between: buildBetween,
  membership: buildMembership,
  logic: buildLogic,
  if: buildIf,
  for: buildFor,
  quantified: buildQuantified,
  path: buildPath,
  filter: buildFilter,
  call: buildCall,
  list: buildList,
  context: buildContext,
  range: buildRange,
  unaryTest: (node, _scope, builder) => buildInput(node, builder),
  unaryTests: buildUnaryTests,
  instanceOf: buildInstanceOf,
};

/** Checks a part of an expression and makes a function of it: one builder for each kind of node. */
export function build(node: SyntaxNode, scope: Scope, builder: Builder): Built {
  const buildNode = BUILDS[node.kind] as Build<SyntaxNode['kind']>;
  return buildNode(node, scope, builder);
}
