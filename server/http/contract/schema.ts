import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject } from 'ajv';

import { addStrictFormats } from '../../application/strict-formats.js';

/** JSON Schema of a body or a query: the beginning of the OpenAPI contract. */
export type Schema = Readonly<Record<string, unknown>>;

export type Check = (value: unknown) => readonly ErrorObject[];

const checker = (coerceTypes: boolean) => {
  const ajv = new Ajv2020({ allErrors: true, strict: true, coerceTypes, useDefaults: false, logger: false });
  addStrictFormats(ajv);
  return (schema: Schema): Check => {
    const validate = ajv.compile(schema);
    return (value) => (validate(value) ? [] : (validate.errors ?? []));
  };
};

export const checkBody = checker(false);
/** Query parameters are texts; numbers and truth values among them are read as such. */
export const checkQuery = checker(true);

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
export const integer = (minimum: number, maximum: number): Schema => ({ type: 'integer', minimum, maximum });
export const truth: Schema = { type: 'boolean' };
export const oneOf = (...values: readonly string[]): Schema => ({ type: 'string', enum: values });
export const list = (items: Schema, maxItems: number): Schema => ({ type: 'array', items, maxItems });
export const mapOf = (values: Schema): Schema => ({ type: 'object', additionalProperties: values });
export const variables: Schema = { type: 'object' };
/** ISO 8601 date and time with offset. */
export const timestamp: Schema = { type: 'string', format: 'date-time', maxLength: 50 };

/** A search: what to look for, and which page. */
export const search = (filter: Readonly<Record<string, Schema>>): Schema =>
  object({ 'filter?': object(filter), 'page?': object({ 'limit?': integer(1, 1000), 'after?': text(200) }) });
