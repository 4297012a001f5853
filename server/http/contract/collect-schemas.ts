import { nameOf, type Schema } from './schema.js';

/** Puts schemas into a document: those with a name go among its components, and are referred to. */
export interface SchemaCollection {
  /** A schema as it stands at its place in the document. */
  place(schema: Schema): Schema;
  /** The named ones that were placed, by name. */
  readonly components: Readonly<Record<string, Schema>>;
}

/** @throws Error when two different schemas have one name */
export function collectSchemas(): SchemaCollection {
  const components: Record<string, Schema> = {};

  function inner(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(inner);
    return typeof value === 'object' && value !== null ? place(value as Schema) : value;
  }

  function place(schema: Schema): Schema {
    const name = nameOf(schema);
    const placed = Object.fromEntries(Object.entries(schema).map(([keyword, value]) => [keyword, inner(value)]));
    if (name === undefined) return placed;
    const before = components[name];
    if (before && JSON.stringify(before) !== JSON.stringify(placed)) throw new Error(`two schemas are named ${name}`);
    components[name] = placed;
    return { $ref: `#/components/schemas/${name}` };
  }

  return { place, components };
}
