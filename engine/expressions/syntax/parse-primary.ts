import { FORBIDDEN_NAMES } from '../limits.js';
import { NUMBER, STRING } from './characters.js';
import type { Reader } from './reader.js';
import { readString } from './read-string.js';
import { fail } from './syntax-failure.js';
import type { ContextEntry, NamedArgument, NodeOf, SyntaxNode } from './syntax-node.js';

/** Literals, names, calls, lists, ranges, contexts and parentheses, with the paths and filters that follow them. */
export function parsePostfix(reader: Reader): SyntaxNode {
  let node = parsePrimary(reader);
  const from = node.from;
  for (;;) {
    if (reader.sees('.') && !reader.sees('..')) {
      reader.takes('.');
      const start = reader.at;
      const name = reader.nameWords() ?? reader.unexpected('a property name is missing after "."');
      refuseForbidden(name, start, reader.end);
      node = { kind: 'path', target: node, name, from, to: reader.end };
    } else if (reader.sees('[') && node.kind !== 'literal') {
      reader.takes('[');
      const filter = reader.expression();
      reader.expect(']', 'a filter');
      node = { kind: 'filter', target: node, filter, from, to: reader.end };
    } else if (reader.sees('(') && node.kind !== 'name') {
      return reader.unexpected('only functions can be called');
    } else {
      return node;
    }
  }
}

function parsePrimary(reader: Reader): SyntaxNode {
  const from = reader.at;
  if (reader.atEnd()) reader.unexpected('a value is missing');
  const character = reader.source[from] ?? '';
  if (character === '"') return { kind: 'literal', type: 'string', value: takeString(reader), from, to: reader.end };
  if (character === '@') return parseTemporal(reader, from);
  if (/[\d.]/.test(character)) return parseNumber(reader, from);
  if (reader.takes('?')) return { kind: 'input', from, to: reader.end };
  if (reader.takes('{')) return parseContext(reader, from);
  if (reader.takes('[')) return parseListOrRange(reader, from);
  if (reader.takes(']')) return parseRangeRest(reader, from, reader.expression(), false);
  if (reader.takes('(')) return parseParentheses(reader, from);
  return parseWord(reader, from);
}

/** Expressions that may stand as an operand without parentheses. */
const NESTED = ['if', 'for', 'some', 'every'] as const;

function parseWord(reader: Reader, from: number): SyntaxNode {
  if (reader.takesWord('null')) return { kind: 'literal', type: 'null', value: null, from, to: reader.end };
  if (reader.takesWord('true')) return { kind: 'literal', type: 'boolean', value: true, from, to: reader.end };
  if (reader.takesWord('false')) return { kind: 'literal', type: 'boolean', value: false, from, to: reader.end };
  if (reader.seesWord('function')) {
    fail('FUNCTION_DEFINITION', from, from + 8, 'Functions cannot be defined in an expression.', 'function');
  }
  if (NESTED.some((word) => reader.seesWord(word))) return reader.expression();
  const called = reader.knownName(reader.functions);
  if (called !== undefined && reader.sees('(')) return parseCall(reader, called, from);
  reader.at = from;
  const name = reader.knownName(reader.names) ?? reader.nameWords() ?? reader.unexpected('a value is missing');
  refuseForbidden(name, from, reader.end);
  if (reader.sees('(')) return parseCall(reader, name, from);
  return { kind: 'name', name, from, to: reader.end };
}

function parseCall(reader: Reader, name: string, from: number): SyntaxNode {
  reader.expect('(', 'the name of a function');
  if (reader.takes(')')) return { kind: 'call', name, args: [], from, to: reader.end };
  const named = parseNamedArguments(reader);
  const args = named === undefined ? parseSequence(reader) : named.map((argument) => argument.value);
  reader.expect(')', 'the values given to a function');
  return { kind: 'call', name, args, ...(named === undefined ? {} : { named }), from, to: reader.end };
}

/** `f(name: value, …)`, or undefined where values are given by position. */
function parseNamedArguments(reader: Reader): readonly NamedArgument[] | undefined {
  const start = reader.at;
  const named: NamedArgument[] = [];
  do {
    const name = reader.nameWords();
    if (name === undefined || !reader.takes(':')) {
      if (named.length > 0) reader.unexpected('the name of a parameter is missing');
      reader.at = start;
      return undefined;
    }
    named.push({ name, value: reader.expression() });
  } while (reader.takes(','));
  return named;
}

function parseSequence(reader: Reader): readonly SyntaxNode[] {
  const items = [reader.expression()];
  while (reader.takes(',')) items.push(reader.expression());
  return items;
}

function parseListOrRange(reader: Reader, from: number): SyntaxNode {
  if (reader.takes(']')) return { kind: 'list', items: [], from, to: reader.end };
  const first = reader.expression();
  if (reader.sees('..')) return parseRangeRest(reader, from, first, true);
  const items = reader.takes(',') ? [first, ...parseSequence(reader)] : [first];
  reader.expect(']', 'a list');
  return { kind: 'list', items, from, to: reader.end };
}

function parseParentheses(reader: Reader, from: number): SyntaxNode {
  const inner = reader.expression();
  if (reader.sees('..')) return parseRangeRest(reader, from, inner, false);
  reader.expect(')', 'an opening parenthesis');
  return inner;
}

/** The rest of a range after its lower bound: `..5]`, `..5)`, `..5[`. */
export function parseRangeRest(reader: Reader, from: number, low: SyntaxNode, lowIncluded: boolean): NodeOf<'range'> {
  reader.expect('..', 'the start of a range');
  const high = reader.expression();
  const highIncluded = reader.takes(']');
  if (!highIncluded && !reader.takes(')') && !reader.takes('[')) reader.unexpected('the end of a range is missing');
  return { kind: 'range', low, high, lowIncluded, highIncluded, from, to: reader.end };
}

function parseContext(reader: Reader, from: number): SyntaxNode {
  const entries: ContextEntry[] = [];
  if (!reader.takes('}')) {
    do entries.push(parseEntry(reader));
    while (reader.takes(','));
    reader.expect('}', 'a context');
  }
  return { kind: 'context', entries, from, to: reader.end };
}

function parseEntry(reader: Reader): ContextEntry {
  const from = reader.at;
  const key = reader.sees('"') ? takeString(reader) : (reader.nameWords() ?? reader.unexpected('a key is missing'));
  refuseForbidden(key, from, reader.end);
  reader.expect(':', 'a key');
  reader.names.add(key);
  return { key, value: reader.expression() };
}

function parseTemporal(reader: Reader, from: number): SyntaxNode {
  reader.takes('@');
  if (!reader.sees('"')) reader.unexpected('a date, time or duration in quotes is missing after "@"');
  return { kind: 'literal', type: 'temporal', value: takeString(reader), from, to: reader.end };
}

function parseNumber(reader: Reader, from: number): SyntaxNode {
  const text = reader.match(NUMBER) ?? reader.unexpected('a value is missing');
  const value = Number(text);
  const digits = text
    .replace(/e.*$/i, '')
    .replace('.', '')
    .replace(/^0+|0+$/g, '').length;
  if (!Number.isFinite(value) || digits > 15) {
    fail('INVALID_LITERAL', from, reader.end, 'A number may have 15 significant digits.');
  }
  return { kind: 'literal', type: 'number', value, from, to: reader.end };
}

function takeString(reader: Reader): string {
  return readString(reader.match(STRING) ?? reader.unexpected('the closing quote of a text is missing'));
}

function refuseForbidden(name: string, from: number, to: number): void {
  if (FORBIDDEN_NAMES.has(name)) fail('NAME_NOT_ALLOWED', from, to, `The name "${name}" is not allowed.`, name);
}
