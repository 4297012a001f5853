import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { RE2JS } from 're2js';

import type { FormModel, PlainVariables } from '../../engine/index.js';
import { ApplicationError } from './application-error.js';
import { payForMatching, requireAffordable } from './form-cost.js';
import { formSizeDefect } from './form-size.js';
import type { FormSchema } from './ports.js';
import { addStrictFormats } from './strict-formats.js';

/**
 * A designer's form is data: its patterns run on a linear-time matcher, it refers to nothing outside itself, and a
 * keyword that JSON Schema does not know is an error, unless it begins with `x-`.
 */
function compileForm(schema: FormSchema): ValidateFunction {
  for (const keyword of extensionKeywords(schema)) if (!ajv.getKeyword(keyword)) ajv.addKeyword(keyword);
  try {
    return ajv.compile(schema);
  } finally {
    ajv.removeSchema(schema); // it is kept with its model, not here
  }
}

const linearTime = Object.assign(
  (pattern: string, _flags: string) => {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
    // ajv tells patterns apart by their text
    const steps = compiled.programSize();
    const test = (text: string): boolean => {
      payForMatching(steps, text);
      return compiled.matcher(text).find();
    };
    return { test, toString: () => `/${pattern}/` };
  },
  { code: 'new RegExp' },
);

const ajv = new Ajv2020({
  allErrors: true,
  strict: true,
  strictTypes: false,
  strictRequired: false,
  strictTuples: false,
  allowUnionTypes: true,
  logger: false,
  addUsedSchema: false,
  code: { regExp: linearTime },
});
addStrictFormats(ajv);

function extensionKeywords(value: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return found;
  for (const [name, inner] of Object.entries(value)) {
    if (name.startsWith('x-')) found.add(name);
    else extensionKeywords(inner, found);
  }
  return found;
}

/** Compiled once per form version: schemas are kept as long as the model that they came with. */
const compiled = new WeakMap<FormSchema, ValidateFunction>();

function validatorOf(schema: FormSchema): ValidateFunction {
  const known = compiled.get(schema);
  if (known) return known;
  const validate = compileForm(schema);
  compiled.set(schema, validate);
  return validate;
}

/** What is wrong with a form's schema itself, ajv's words or ours; null when it can be used. */
export function formDefect(schema: FormSchema): string | null {
  const tooLarge = formSizeDefect(schema);
  if (tooLarge !== null) return tooLarge;
  try {
    validatorOf(schema);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : 'unknown';
  }
}

/**
 * What is wrong with values that were entered into a form.
 * @throws ApplicationError LIMIT_EXCEEDED where checking them would take too long
 */
export function formErrors(form: FormModel, variables: PlainVariables): readonly ErrorObject[] {
  requireAffordable(form.schema, variables);
  const validate = validatorOf(form.schema);
  return validate(variables) ? [] : (validate.errors ?? []);
}

/** @throws ApplicationError FORM_NOT_VALID with every violation, LIMIT_EXCEEDED */
export function requireValidForm(form: FormModel | undefined, variables: PlainVariables): void {
  if (!form) return;
  const violations = formErrors(form, variables);
  if (violations.length > 0) throw new ApplicationError('FORM_NOT_VALID', { violations });
}
