import type { FeelType } from '../../expressions/compiled-expression.js';
import { choicesOf, conditionalsOf, conjunctsOf, type Schema } from './schema-parts.js';

/** How deep references and combinations of schemas are followed. */
const DEEPEST = 50;

/** Gives the FEEL type of what fits a schema of this root, whatever may be inside it. */
export function baseTypes(root: Schema): (schema: Schema) => FeelType {
  const known = new Map<Schema, FeelType>();
  const baseOf = (schema: Schema, depth: number): FeelType => {
    const found = known.get(schema);
    if (found !== undefined || depth === 0) return found ?? 'Any';
    known.set(schema, 'Any'); // as long as it is looked at: it may refer to itself
    const bases = (schemas: readonly Schema[]) => schemas.map((each) => baseOf(each, depth - 1));
    const choices = choicesOf(schema).map((group) => typeOfOne(bases(group)));
    const always = typeOfAll([ownType(schema), ...bases(conjunctsOf(schema, root)), ...choices]);
    const base = typeOfOne([always, ...bases(conditionalsOf(schema))]);
    known.set(schema, base);
    return base;
  };
  return (schema) => baseOf(schema, DEEPEST);
}

/** Type of a value that has one of the types. What says nothing yields, and so does null, which every type has. */
export function typeOfOne(types: readonly FeelType[]): FeelType {
  const told = new Set(types.filter((type) => type !== 'Any' && type !== 'null'));
  const [only] = told;
  if (told.size === 0 && types.length > 0 && types.every((type) => type === 'null')) return 'null';
  return only !== undefined && told.size === 1 ? only : 'Any';
}

/** Type of a value that has all of the types: a text that is a date is a date. Nothing is known where they contradict. */
export function typeOfAll(types: readonly FeelType[]): FeelType {
  const told = new Set<FeelType>(types.filter((type) => type !== 'Any'));
  if (Object.values(FORMATS).some((format) => told.has(format))) told.delete('string');
  if (told.has('decimal')) told.delete('number');
  const [only] = told;
  return only !== undefined && told.size === 1 ? only : 'Any';
}

const FORMATS: Readonly<Record<string, FeelType>> = {
  date: 'date',
  time: 'time',
  'date-time': 'dateTime',
  duration: 'duration',
  decimal: 'decimal',
};
const TYPES: Readonly<Record<string, FeelType>> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  array: 'list',
  object: 'context',
  null: 'null',
};
const LIST_KEYWORDS = ['items', 'prefixItems'];
const CONTEXT_KEYWORDS = ['properties', 'additionalProperties', 'patternProperties'];

/** What a schema says itself: by `type` and `format`, else by its values, else by what it says of the inside. */
function ownType(schema: Schema): FeelType {
  const { type, format } = schema;
  const formatted = typeof format === 'string' && Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (type === undefined) return formatted ?? (typeOfConstants(schema) || typeOfInside(schema));
  const named = (Array.isArray(type) ? (type as unknown[]) : [type]).filter((each) => each !== 'null');
  if (named.length === 0) return 'null';
  const [name] = named;
  if (named.length > 1 || typeof name !== 'string') return 'Any';
  if (name === 'string' && formatted) return formatted;
  return Object.hasOwn(TYPES, name) ? (TYPES[name] ?? 'Any') : 'Any';
}

/** Type of `const` and `enum`; undefined where there is neither. */
function typeOfConstants(schema: Schema): FeelType | undefined {
  const values = Array.isArray(schema['enum']) ? (schema['enum'] as unknown[]) : [];
  const constants = 'const' in schema ? [schema['const']] : values;
  if (constants.length === 0) return undefined;
  const types = constants.filter((value) => value !== null).map(typeOfConstant);
  return types.length === 0 ? 'null' : types.every((type) => type === types[0]) ? types[0] : 'Any';
}

function typeOfConstant(value: unknown): FeelType {
  return Array.isArray(value) ? 'list' : (TYPES[typeof value] ?? 'Any');
}

function typeOfInside(schema: Schema): FeelType {
  const isList = LIST_KEYWORDS.some((keyword) => Object.hasOwn(schema, keyword));
  const isContext = CONTEXT_KEYWORDS.some((keyword) => Object.hasOwn(schema, keyword));
  if (isList === isContext) return 'Any';
  return isList ? 'list' : 'context';
}
