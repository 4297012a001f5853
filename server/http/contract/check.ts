import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, FuncKeywordDefinition, ValidateFunction } from 'ajv';
import type { DataValidationCxt } from 'ajv/dist/types/index.js';

import { normalKey } from '../../application/typed-keys.js';
import { addStrictFormats } from '../../application/strict-formats.js';
import { NORMAL_FORM, type Schema } from './schema.js';

/** What is wrong with a value; an empty list where nothing is. */
export type Check = (value: unknown) => readonly ErrorObject[];

/** Puts the normal form of a text in its place. */
const toNormalForm: FuncKeywordDefinition = {
  keyword: NORMAL_FORM,
  schemaType: 'string',
  type: 'string',
  modifying: true,
  errors: false,
  validate(_form: string, text: string, _parent: unknown, place: DataValidationCxt | undefined) {
    if (place) place.parentData[place.parentDataProperty] = normalKey(text);
    return true;
  },
};

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
  ajv.addKeyword(toNormalForm);
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
