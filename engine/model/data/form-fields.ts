import type { FeelType } from '../../expressions/compiled-expression.js';
import { emptyRecord } from '../safe-record.js';

type Schema = Readonly<Record<string, unknown>>;

/** How deep references and combinations of schemas are followed. */
const DEEPEST = 20;

/**
 * FEEL type of each top-level field of a JSON Schema (2020-12), by `type` and `format`: what entered values are tagged as.
 * Local references (`#/$defs/…`) and `allOf`, `anyOf`, `oneOf`, `if`/`then`/`else` are looked into.
 */
export function formFields(schema: Schema): Record<string, FeelType> {
  const fields = emptyRecord<FeelType>();
  gather(schema, schema, fields, DEEPEST);
  return fields;
}

function gather(schema: Schema, root: Schema, fields: Record<string, FeelType>, depth: number): void {
  if (depth === 0) return;
  const referred = resolve(schema, root);
  if (referred) gather(referred, root, fields, depth - 1);
  for (const [name, property] of Object.entries(schemaAt(schema, 'properties') ?? {})) {
    if (isSchema(property)) fields[name] = join(fields[name], typeOf(property, root, depth - 1));
  }
  for (const part of partsOf(schema)) gather(part, root, fields, depth - 1);
}

function partsOf(schema: Schema): readonly Schema[] {
  const combined = ['allOf', 'anyOf', 'oneOf'].flatMap((key) =>
    Array.isArray(schema[key]) ? (schema[key] as unknown[]) : [],
  );
  const dependent = Object.values(schemaAt(schema, 'dependentSchemas') ?? {});
  return [...combined, schema['then'], schema['else'], ...dependent].filter(isSchema);
}

/** The same field under two conditions: what says nothing yields to what says something. */
function join(one: FeelType | undefined, other: FeelType): FeelType {
  if (one === undefined || one === 'Any' || one === other) return other;
  return other === 'Any' ? one : 'Any';
}

function typeOf(schema: Schema, root: Schema, depth: number): FeelType {
  const own = ownType(schema);
  if (own !== 'Any' || depth <= 0) return own;
  const referred = resolve(schema, root);
  if (referred) return typeOf(referred, root, depth - 1);
  for (const part of partsOf(schema)) {
    const type = typeOf(part, root, depth - 1);
    if (type !== 'Any') return type;
  }
  return 'Any';
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

function ownType(schema: Schema): FeelType {
  const named = Array.isArray(schema['type'])
    ? (schema['type'] as unknown[]).filter((type) => type !== 'null')
    : [schema['type']];
  if (named.length !== 1) return 'Any';
  const [type] = named;
  if (type === 'string' && typeof schema['format'] === 'string') return FORMATS[schema['format']] ?? 'string';
  if (typeof type === 'string') return TYPES[type] ?? 'Any';
  return typeOfConstants(schema);
}

/** `const` and `enum` say the type where `type` does not. */
function typeOfConstants(schema: Schema): FeelType {
  const values =
    'const' in schema ? [schema['const']] : Array.isArray(schema['enum']) ? (schema['enum'] as unknown[]) : [];
  const types = new Set(values.map((value) => TYPES[typeof value] ?? 'Any'));
  return types.size === 1 ? ([...types][0] as FeelType) : 'Any';
}

function resolve(schema: Schema, root: Schema): Schema | undefined {
  const reference = schema['$ref'];
  if (typeof reference !== 'string' || !reference.startsWith('#')) return undefined;
  let at: unknown = root;
  for (const part of reference.slice(1).split('/').filter(Boolean)) {
    const key = decodePointer(part);
    at = isSchema(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  }
  return isSchema(at) ? at : undefined;
}

function decodePointer(part: string): string {
  try {
    return decodeURIComponent(part).replace(/~1/g, '/').replace(/~0/g, '~');
  } catch {
    return part;
  }
}

function schemaAt(schema: Schema, key: string): Schema | undefined {
  const found = schema[key];
  return isSchema(found) ? found : undefined;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
