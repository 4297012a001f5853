import { STEPS } from '../steps.js';
import type { SyntaxNode } from './syntax-node.js';

/** The nodes directly inside a node, in reading order. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  switch (node.kind) {
    case 'literal':
    case 'name':
    case 'input':
    case 'anything':
      return [];
    case 'negation':
    case 'unaryTest':
      return [node.operand];
    case 'arithmetic':
    case 'comparison':
    case 'logic':
      return [node.left, node.right];
    case 'between':
      return [node.value, node.low, node.high];
    case 'membership':
      return [node.value, ...node.tests];
    case 'if':
      return [node.condition, node.then, node.otherwise];
    case 'for':
    case 'quantified':
      return [...node.clauses.map((clause) => clause.source), node.body];
    case 'path':
      return [node.target];
    case 'filter':
      return [node.target, node.filter];
    case 'call':
      return node.args;
    case 'list':
      return node.items;
    case 'context':
      return node.entries.map((entry) => entry.value);
    case 'range':
      return [node.low, node.high].filter((bound) => bound !== null);
    case 'unaryTests':
      return node.tests;
    case 'instanceOf':
      return [node.value];
  }
}

/** What one evaluation of an expression costs, in steps, without what grows with the data. */
export function stepsOf(node: SyntaxNode): number {
  return childrenOf(node).reduce((sum, child) => sum + stepsOf(child), STEPS_OF_KIND[node.kind] ?? 1);
}

/** Nodes that are more than one step: numbers are rounded after every operation, and what is built takes memory. */
const STEPS_OF_KIND: { readonly [Kind in SyntaxNode['kind']]?: number } = {
  arithmetic: STEPS.arithmetic,
  call: 3,
  list: 2,
  context: 4,
  range: 3,
  between: 3,
  membership: 3,
  for: 4,
  quantified: 4,
  filter: 4,
};
