type Schema = Readonly<Record<string, unknown>>;

/** Keywords of JSON Schema that hold schemas: one, several by name, or a list. */
const ONE = ['items', 'if', 'then', 'else', 'not', 'contains', 'additionalProperties', 'propertyNames'];
const BY_NAME = ['properties', '$defs', 'patternProperties', 'dependentSchemas'];
const LISTS = ['oneOf', 'anyOf', 'allOf', 'prefixItems'];

/**
 * JSON pointers of everything in a form's schema that people read: titles and descriptions.
 * @returns e.g. `/properties/painScore/title`
 */
export function formTexts(schema: Schema, pointer = ''): readonly string[] {
  const own = ['title', 'description'].filter((keyword) => typeof schema[keyword] === 'string');
  return [
    ...own.map((keyword) => `${pointer}/${keyword}`),
    ...inner(schema).flatMap(([path, child]) => formTexts(child, pointer + path)),
  ];
}

function inner(schema: Schema): readonly (readonly [string, Schema])[] {
  const one = ONE.map((keyword) => [`/${keyword}`, schema[keyword]] as const);
  const named = [...BY_NAME, ...LISTS].flatMap((keyword) =>
    Object.entries(isObject(schema[keyword]) ? schema[keyword] : {}).map(
      ([key, child]) => [`/${keyword}/${escaped(key)}`, child] as const,
    ),
  );
  return [...one, ...named].flatMap(([path, child]) => (isObject(child) ? [[path, child] as const] : []));
}

const isObject = (value: unknown): value is Schema => typeof value === 'object' && value !== null;

/** RFC 6901. */
const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
