import { FORBIDDEN_NAMES } from '../expressions/limits.js';
import type { CompiledExpression, FeelType, Lookup } from '../expressions/compiled-expression.js';
import { madeBy } from '../expressions/recipe.js';
import type { Json } from '../execution/json.js';
import { compileTable } from './compile-table.js';
import type { DecisionBuilder, Logic, Names } from './decision-builder.js';
import type { LogicXml } from './dmn-xml.js';

/** What a decision is made by (DMN 1.3, 7.3.1): a table, a literal expression, a boxed context or list. */
export function compileLogic(
  xml: LogicXml,
  names: Names,
  builder: DecisionBuilder,
  name: string,
  expected: FeelType,
): Logic | undefined {
  switch (xml.$type) {
    case 'dmn:DecisionTable':
      return compileTable(xml, names, builder, name);
    case 'dmn:LiteralExpression':
      return compileLiteral(xml, names, builder, expected);
    case 'dmn:Context':
      return compileContext(xml, names, builder);
    case 'dmn:List':
      return compileList(xml, names, builder);
    default:
      builder.problem('NOT_SUPPORTED', `A decision cannot be made by ${xml.$type.replace('dmn:', '')}.`);
      return undefined;
  }
}

function compileLiteral(xml: LogicXml, names: Names, builder: DecisionBuilder, expected: FeelType): Logic | undefined {
  const wanted = xml.typeRef === undefined ? expected : builder.type(xml.typeRef);
  if (!xml.text?.trim()) builder.problem('LOGIC_MISSING', 'The decision has no expression.');
  const expression = builder.expression(xml, names, wanted, {});
  if (expression === undefined) return undefined;
  return makeLiteral({ type: wanted === 'Any' ? expression.type : wanted, expression });
}

export interface LiteralParts {
  readonly type: FeelType;
  readonly expression: CompiledExpression;
}

export function makeLiteral(parts: LiteralParts): Logic {
  const { type, expression } = parts;
  const evaluate: Logic['evaluate'] = (lookup, clock) => expression.evaluate(lookup, clock);
  return madeBy({ type, reads: expression.reads, evaluate }, 'literal', parts);
}

interface Entry {
  readonly name: string | undefined;
  readonly logic: Logic;
}

/** Entries see those before them; an entry without a name, the last one, is the result (DMN 1.3, 10.5.1). */
function compileContext(xml: LogicXml, names: Names, builder: DecisionBuilder): Logic | undefined {
  const seen = new Map(names);
  const entries: Entry[] = [];
  const own = new Set<string>();
  const reads = new Set<string>();
  for (const { variable, value } of xml.contextEntry ?? []) {
    const name = variable?.name;
    if (name !== undefined && FORBIDDEN_NAMES.has(name)) {
      builder.problem('EXPRESSION_NAME_NOT_ALLOWED', `The name "${name}" is not allowed.`);
    }
    const logic = value && compileLogic(value, seen, builder, name ?? '', builder.type(variable?.typeRef));
    if (logic === undefined) return undefined;
    for (const read of logic.reads) if (!own.has(read)) reads.add(read);
    if (name !== undefined) own.add(name);
    if (name !== undefined) seen.set(name, logic.type);
    entries.push({ name, logic });
  }
  const result = entries.at(-1)?.name === undefined ? entries.at(-1)?.logic.type : 'context';
  return makeContext({ type: result ?? 'context', reads: [...reads], entries });
}

export interface ContextParts extends Pick<Logic, 'type' | 'reads'> {
  readonly entries: readonly Entry[];
}

export function makeContext(parts: ContextParts): Logic {
  const { type, reads, entries } = parts;
  const evaluate: Logic['evaluate'] = (lookup, clock) => evaluateContext(entries, lookup, clock);
  return madeBy({ type, reads, evaluate }, 'context', parts);
}

function evaluateContext(entries: readonly Entry[], lookup: Lookup, clock: Parameters<Logic['evaluate']>[1]): Json {
  const values = new Map<string, Json>();
  const inner: Lookup = (name) => (values.has(name) ? values.get(name) : lookup(name));
  for (const { name, logic } of entries) {
    const value = logic.evaluate(inner, clock);
    if (name === undefined) return value;
    values.set(name, value);
  }
  return Object.fromEntries(values);
}

function compileList(xml: LogicXml, names: Names, builder: DecisionBuilder): Logic | undefined {
  const items = (xml.elements ?? []).map((element) => compileLogic(element, names, builder, '', 'Any'));
  if (!items.every((item) => item !== undefined)) return undefined;
  return makeList({ items });
}

export interface ListParts {
  readonly items: readonly Logic[];
}

export function makeList(parts: ListParts): Logic {
  const { items } = parts;
  const reads = [...new Set(items.flatMap((item) => item.reads))];
  const evaluate: Logic['evaluate'] = (lookup, clock) => items.map((item) => item.evaluate(lookup, clock));
  return madeBy({ type: 'list' as const, reads, evaluate }, 'list', parts);
}
