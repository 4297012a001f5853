import { document } from '../contract-check.js';

export type Schema = Readonly<Record<string, unknown>>;
type Body = Record<string, unknown>;

export interface Hostile {
  readonly what: string;
  /** JSON text or what pretends to be some. */
  readonly text: string | Buffer;
}

/** A text that is looked for in the log and the database afterwards. */
export const MARK = 'hostile-4711';

export const STRINGS: readonly string[] = [
  `' OR 1=1; DROP TABLE instance; -- ${MARK}`,
  `<script>alert("${MARK}")</script>`,
  `\${process.exit()} ${MARK}`,
  `../../etc/${MARK}`,
  `\u0000${MARK}`,
  `💥\u202e${MARK}`,
];

export const IDS: readonly string[] = [
  ...['0', '-1', '1e9', '999999', '999999:1', '0:0', '1:2:3', '99999999999999999999', '+1', '%201', '1:'],
  ...['..%2f', '%2e%2e%2f%2e%2e', '%00', '__proto__', 'constructor', 'toString', `${MARK}`, 'x'.repeat(4000)],
  ...STRINGS.map(encodeURIComponent),
];

const resolved = (schema: Schema): Schema => {
  const reference = schema['$ref'];
  return typeof reference === 'string'
    ? (document.components.schemas[reference.replace('#/components/schemas/', '')] ?? {})
    : schema;
};

const propertiesOf = (schema: Schema): readonly (readonly [string, Schema])[] =>
  Object.entries((resolved(schema)['properties'] ?? {}) as Readonly<Record<string, Schema>>);

const WRONG: Readonly<Record<string, readonly unknown[]>> = {
  string: [1, {}, [], null, true, { $gt: '' }],
  integer: ['1', 1.5, {}, [], null, -1, 1e300],
  boolean: ['true', 1, {}, null],
  array: [{}, 'x', null, 1],
  object: [[], 'x', null, 1, true],
};

/** The body with something else in each of its fields, however deep. */
function* changed(schema: Schema, example: Body, path = ''): Generator<Hostile & { readonly body: Body }> {
  for (const [name, inner] of propertiesOf(schema)) {
    const at = `${path}/${name}`;
    const its = resolved(inner);
    const put = (value: unknown, what: string) => {
      const body = { ...example, [name]: value };
      return { what: `${at} ${what}`, body, text: JSON.stringify(body) };
    };
    const types = [its['type']].flat() as readonly string[];
    for (const value of types.length === 1 ? (WRONG[types[0] ?? ''] ?? []) : [])
      yield put(value, `is ${JSON.stringify(value)}`);
    if (typeof its['maxLength'] === 'number') yield put('x'.repeat(its['maxLength'] + 1), 'is too long');
    if (its['minLength'] === 1) yield put('', 'is empty');
    if (Array.isArray(its['enum'])) for (const text of STRINGS) yield put(text, 'is no such value');
    if (types[0] === 'object' && its['properties'])
      for (const one of changed(its, (example[name] ?? {}) as Body, at)) yield put(one.body, `holds ${one.what}`);
  }
}

function* missing(schema: Schema, example: Body): Generator<Hostile> {
  for (const name of (resolved(schema)['required'] ?? []) as readonly string[]) {
    const { [name]: _left, ...rest } = example;
    yield { what: `without ${name}`, text: JSON.stringify(rest) };
  }
}

/** Every string of the body at once holds this, and a field that makes the whole refused. */
const withStrings = (schema: Schema, example: Body, text: string): Hostile => ({
  what: 'holds code in every string',
  text: JSON.stringify({
    ...example,
    ...Object.fromEntries(
      propertiesOf(schema).flatMap(([name, inner]) => (resolved(inner)['type'] === 'string' ? [[name, text]] : [])),
    ),
    [text]: text,
  }),
});

/** What is refused as a body of an operation, whatever state the server is in. */
export function hostileBodies(schema: Schema, example: Body): readonly Hostile[] {
  const text = JSON.stringify(example);
  const inside = text === '{}' ? '' : `,${text.slice(1, -1)}`;
  return [
    ...[
      '{"a":',
      '[]',
      'null',
      '12',
      `"${MARK}"`,
      `${text}}`,
      `${text}${text}`,
      '{a:1}',
      "{'a':1}",
      '\u0000',
      'NaN',
    ].map((one) => ({ what: `is ${one.slice(0, 20)}`, text: one })),
    { what: 'is no UTF-8', text: Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]) },
    { what: 'is UTF-16', text: Buffer.from(`\ufeff${text}`, 'utf16le') },
    ...['surprise', 'constructor', 'hasOwnProperty', 'toString', MARK].map((name) => ({
      what: `has a field ${name}`,
      text: `{"${name}":{"polluted":true}${inside}}`,
    })),
    { what: 'has a prototype', text: `{"__proto__":{"polluted":true}${inside}}` },
    { what: 'has a prototype within', text: `{"variables":{"a":[{"__proto__":{"polluted":true}}]}}` },
    { what: 'is deep', text: '{"variables":'.repeat(40) + '1' + '}'.repeat(40) },
    { what: 'is very deep', text: '['.repeat(50_000) + ']'.repeat(50_000) },
    { what: 'has very many parts', text: `{"variables":{"a":[${'1,'.repeat(150_000)}1]}}` },
    ...changed(schema, example),
    ...missing(schema, example),
    ...STRINGS.map((one) => withStrings(schema, example, one)),
  ];
}
