export type Schema = Readonly<Record<string, unknown>>;

/** A schema that a value has to fit: in any case, or as one of several alternatives. */
export interface Part {
  readonly schema: Schema;
  readonly always: boolean;
}

/** What anything fits: the schema `true`. */
const ANYTHING: Schema = Object.freeze({});

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Schemas that hold wherever this one does: what it refers to, and `allOf`. */
export function conjunctsOf(schema: Schema, root: Schema): readonly Schema[] {
  const referred = resolve(schema, root);
  return [...(referred ? [referred] : []), ...schemasIn(schema['allOf'])];
}

/** Groups of schemas of which one holds at least. */
export function choicesOf(schema: Schema): readonly (readonly Schema[])[] {
  return [schemasIn(schema['anyOf']), schemasIn(schema['oneOf'])];
}

/** Schemas that hold on a condition. */
export function conditionalsOf(schema: Schema): readonly Schema[] {
  return [schema['then'], schema['else'], ...Object.values(recordAt(schema, 'dependentSchemas'))].filter(isSchema);
}

/** Schemas of an object's properties by name; `true` allows anything. */
export function propertiesOf({ schema, always }: Part): readonly (readonly [string, Part])[] {
  return Object.entries(recordAt(schema, 'properties')).flatMap(([name, property]) =>
    property === true || isSchema(property)
      ? [[name, { schema: property === true ? ANYTHING : property, always }] as const]
      : [],
  );
}

/** Schemas of the properties that are not named. */
export function othersOf({ schema, always }: Part): readonly Part[] {
  const patterns = Object.values(recordAt(schema, 'patternProperties')).filter(isSchema);
  const others = [schema['additionalProperties'], schema['unevaluatedProperties']].filter(isSchema);
  const isOneOnly = patterns.length === 0 && others.length === 1;
  return [...patterns, ...others].map((each) => ({ schema: each, always: always && isOneOnly }));
}

/** Schemas of a list's items: one for all, or some for the first ones and one for the rest. */
export function itemsOf({ schema, always }: Part): readonly Part[] {
  const first = schemasIn(schema['prefixItems']);
  const rest = [schema['items'], schema['unevaluatedItems']].filter(isSchema);
  const isOneOnly = first.length === 0 && rest.length === 1;
  return [...first, ...rest].map((each) => ({ schema: each, always: always && isOneOnly }));
}

function schemasIn(value: unknown): readonly Schema[] {
  return Array.isArray(value) ? (value as unknown[]).filter(isSchema) : [];
}

function recordAt(schema: Schema, key: string): Schema {
  const found = schema[key];
  return isSchema(found) ? found : {};
}

/** What `$ref` points to within the same schema; references to elsewhere and anchors give nothing. */
function resolve(schema: Schema, root: Schema): Schema | undefined {
  const reference = schema['$ref'];
  if (typeof reference !== 'string' || !/^#(\/|$)/.test(reference)) return undefined;
  let at: unknown = root;
  for (const part of reference.split('/').slice(1)) {
    const key = decodePointer(part);
    const holder = Array.isArray(at) ? ({ ...at } as Schema) : at;
    at = isSchema(holder) && Object.hasOwn(holder, key) ? holder[key] : undefined;
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
