import { KEY_PATTERN, LINES_PATTERN } from '../../application/typed-keys.js';

/** JSON Schema 2020-12 of a body, a query or an answer, as OpenAPI 3.1 has it: requests are checked by what the document shows. */
export type Schema = Readonly<Record<string, unknown>>;

const NAME = Symbol('name among the components');

/** A schema that the document shows once, under its own name, wherever it is used. */
export function named(name: string, schema: Schema): Schema {
  return Object.defineProperty({ ...schema }, NAME, { value: name });
}

/** Name under which the document shows a schema; undefined for one that stands where it is used. */
export const nameOf = (schema: object): string | undefined => (schema as { readonly [NAME]?: string })[NAME];

/** The same schema with a sentence on what it means here. */
export const described = (schema: Schema, description: string): Schema => ({ ...schema, description });

/** An object with just these fields; a name that ends in `?` may be left out. Anything else is refused. */
export function object(fields: Readonly<Record<string, Schema>>): Schema {
  const entries = Object.entries(fields);
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(entries.map(([name, schema]) => [name.replace(/\?$/, ''), schema])),
    required: entries.filter(([name]) => !name.endsWith('?')).map(([name]) => name),
  };
}

export const text = (maxLength = 200, minLength = 1): Schema => ({ type: 'string', minLength, maxLength });
/** Brings a text into the normal form in which texts are compared, before it is used: "Å" is one letter, however it was typed. */
export const NORMAL_FORM = 'x-unicode-normalization';
const normal = { [NORMAL_FORM]: 'NFC' };
/**
 * What people and other systems type to name and find something: keys, names of messages and signals. No control characters,
 * no white space at its ends, compared in the normal form.
 */
export const typed = (maxLength = 200, minLength = 1): Schema => ({
  ...text(maxLength, minLength),
  pattern: KEY_PATTERN,
  ...normal,
});
/** Why somebody does what others will ask about: not blank; it may have several lines. */
export const reason: Schema = { ...text(1000), pattern: LINES_PATTERN, ...normal };
export const integer = (minimum: number, maximum: number): Schema => ({ type: 'integer', minimum, maximum });
export const truth: Schema = { type: 'boolean' };
export const oneOf = (...values: readonly string[]): Schema => ({ type: 'string', enum: values });
export const list = (items: Schema, maxItems?: number): Schema => ({
  type: 'array',
  items,
  ...(maxItems !== undefined && { maxItems }),
});
export const mapOf = (values: Schema): Schema => ({ type: 'object', additionalProperties: values });
export const variables: Schema = {
  type: 'object',
  description: 'Plain JSON by name; dates, times, durations and decimals are ISO 8601 or decimal texts.',
};
/** ISO 8601 date and time with offset. */
export const timestamp: Schema = { type: 'string', format: 'date-time', maxLength: 50 };

// what answers hold
/** A text of ours: any length. */
export const string: Schema = { type: 'string' };
/** Anything that JSON can say. */
export const json: Schema = {};
export const count: Schema = { type: 'integer', minimum: 0 };
/** A key means nothing: it is given back as it was got. */
export const key = (what: string, example: string): Schema => ({ ...string, description: what, examples: [example] });

/** Text content that is no JSON. */
export const content: Schema = { type: 'string' };

/** A search: what to look for, and which page. */
export const search = (filter: Readonly<Record<string, Schema>>): Schema =>
  object({ 'filter?': object(filter), 'page?': pageRequest });

/** A search whose order can be chosen. */
export const sortedSearch = (sort: Schema, filter: Readonly<Record<string, Schema>>): Schema =>
  object({ 'filter?': object(filter), 'sort?': sort, 'page?': pageRequest });

const pageRequest = named(
  'PageRequest',
  object({
    'limit?': described(integer(1, 1000), 'Most items of one page; 100 where it is left out.'),
    'after?': described(text(200), '`endCursor` of the page before.'),
  }),
);

export const pageInfo = named(
  'PageInfo',
  object({ endCursor: { type: ['string', 'null'], description: 'Begins the next page; null on the last one.' } }),
);

/** One page of a search. */
export const paged = (items: Schema): Schema => object({ items: list(items), page: pageInfo });
