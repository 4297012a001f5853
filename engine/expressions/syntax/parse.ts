import { EXPRESSION_LIMITS } from '../limits.js';
import { childrenOf } from './children.js';
import { KnownNames } from './known-names.js';
import { parseOr, parseUnaryTests } from './parse-operators.js';
import { Reader } from './reader.js';
import { fail } from './syntax-failure.js';
import type { IterationClause, SyntaxNode } from './syntax-node.js';

export interface Vocabulary {
  /** Names of declared variables. */
  readonly names: KnownNames;
  /** Names of functions. */
  readonly functions: KnownNames;
}

/**
 * Reads a FEEL text, in time linear in its length.
 * @param kind `expression`, or `unaryTests` for the cell of a decision table
 * @throws SyntaxFailure with the first thing that is not FEEL
 */
export function parse(source: string, vocabulary: Vocabulary, kind: 'expression' | 'unaryTests'): SyntaxNode {
  const text = withoutMarker(source);
  const reader = new Reader(text, new KnownNames([], vocabulary.names), vocabulary.functions, parseExpression);
  if (reader.atEnd()) fail('EMPTY', 0, source.length, 'The expression is empty.');
  const node = kind === 'unaryTests' ? parseUnaryTests(reader) : reader.expression();
  if (!reader.atEnd()) reader.unexpected('the expression should end here');
  refuseDepth(node);
  return node;
}

/** A leading `=` marks an expression in other tools and is passed over; their own languages are refused. */
function withoutMarker(source: string): string {
  if (source.length > EXPRESSION_LIMITS.sourceLength) {
    fail('TOO_LONG', 0, source.length, `An expression may have ${EXPRESSION_LIMITS.sourceLength} characters.`);
  }
  if (/^\s*[$#]\{/.test(source)) {
    fail('FOREIGN_EXPRESSION', 0, source.length, 'Expressions are written in FEEL, without "${…}" or "#{…}".');
  }
  return source.replace(/^(\s*)=/, '$1 ');
}

function parseExpression(reader: Reader): SyntaxNode {
  const from = reader.at;
  if (reader.takesWord('if')) return parseIf(reader, from);
  if (reader.takesWord('for')) return parseFor(reader, from);
  if (reader.takesWord('some')) return parseQuantified(reader, from, 'some');
  if (reader.takesWord('every')) return parseQuantified(reader, from, 'every');
  return parseOr(reader);
}

function parseIf(reader: Reader, from: number): SyntaxNode {
  const condition = reader.expression();
  reader.expectWord('then', '"if" and its condition');
  const then = reader.expression();
  reader.expectWord('else', '"then" and its value');
  return { kind: 'if', condition, then, otherwise: reader.expression(), from, to: reader.end };
}

function parseFor(reader: Reader, from: number): SyntaxNode {
  const clauses = parseClauses(reader);
  reader.expectWord('return', '"for" and its lists');
  return { kind: 'for', clauses, body: reader.expression(), from, to: reader.end };
}

function parseQuantified(reader: Reader, from: number, quantifier: 'some' | 'every'): SyntaxNode {
  const clauses = parseClauses(reader);
  reader.expectWord('satisfies', `"${quantifier}" and its lists`);
  return { kind: 'quantified', quantifier, clauses, body: reader.expression(), from, to: reader.end };
}

function parseClauses(reader: Reader): readonly IterationClause[] {
  const clauses: IterationClause[] = [];
  do {
    const name = reader.nameWords() ?? reader.unexpected('the name of an element is missing');
    reader.expectWord('in', 'the name of an element');
    const source = parseIterationSource(reader);
    reader.names.add(name);
    clauses.push({ name, source });
  } while (reader.takes(','));
  return clauses;
}

/** A list, or `1..10`. */
function parseIterationSource(reader: Reader): SyntaxNode {
  const low = reader.expression();
  if (!reader.takes('..')) return low;
  const high = reader.expression();
  return { kind: 'range', low, high, lowIncluded: true, highIncluded: true, from: low.from, to: reader.end };
}

/** Long chains of operators are deep without any bracket: they are counted without recursion. */
function refuseDepth(root: SyntaxNode): void {
  let level: SyntaxNode[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > EXPRESSION_LIMITS.depth) {
      fail('TOO_DEEP', root.from, root.to, 'The expression has too many levels inside each other.');
    }
    level = level.flatMap(childrenOf);
  }
}
