import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv';

import { addStrictFormats } from '../../application/strict-formats.js';
import type { Schema } from './schema.js';

/** What is wrong with a value; an empty list where nothing is. */
export type Check = (value: unknown) => readonly ErrorObject[];

const NOTHING: readonly ErrorObject[] = [];

/** Compiles a schema when it is first needed, and once for all places that use it. */
function checker(coerceTypes: boolean): (schema: Schema) => Check {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    allowUnionTypes: true,
    coerceTypes,
    useDefaults: false,
    logger: false,
  });
  addStrictFormats(ajv);
  const known = new WeakMap<Schema, ValidateFunction>();
  const compiled = (schema: Schema): ValidateFunction => {
    const before = known.get(schema);
    if (before) return before;
    const validate = ajv.compile(schema);
    known.set(schema, validate);
    return validate;
  };
  return (schema) => (value) => {
    const validate = compiled(schema);
    return validate(value) ? NOTHING : (validate.errors ?? NOTHING);
  };
}

export const checkBody = checker(false);
/** Query parameters are texts; numbers and truth values among them are read as such. */
export const checkQuery = checker(true);
/** Answers are held to their schemas by the tests. */
export const checkAnswer = checkBody;
