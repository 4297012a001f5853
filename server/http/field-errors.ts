import type { ErrorObject } from 'ajv';
import localize from 'ajv-i18n';

import type { Language } from '../application/ports.js';
import { nynorskMessage } from './nynorsk-messages.js';

export interface FieldError {
  /** JSON pointer to what is wrong. */
  readonly path: string;
  /** ajv's keyword. */
  readonly code: string;
  readonly message: string;
}

const MOST_ERRORS = 100;
/** Names that are sent may be of any length. */
const LONGEST_PATH = 500;
/** The package's types do not say how Node sees it. */
const packaged = localize as unknown as Record<'nb' | 'en', (errors: ErrorObject[]) => void>;

/** What ajv found, one sentence a field, in the reader's language. */
export function fieldErrors(violations: readonly ErrorObject[], language: Language): readonly FieldError[] {
  const shown = onePerField(withoutNoise(violations))
    .slice(0, MOST_ERRORS)
    .map((violation) => ({ ...violation }));
  if (language === 'nn') for (const violation of shown) violation.message = nynorskMessage(violation);
  else packaged[language](shown);
  return shown.map((violation) => ({
    path: pathOf(violation),
    code: violation.keyword,
    message: violation.message ?? '',
  }));
}

/** `if` only repeats what `then` has said; a choice among constants is one error, not one for each that it is not. */
function withoutNoise(violations: readonly ErrorObject[]): readonly ErrorObject[] {
  const choices = violations.filter((one) => isChoice(one) && constantsOf(one, violations) !== null);
  const noise = new Set(choices.flatMap((choice) => constantsOf(choice, violations) ?? []));
  return violations
    .filter((one) => one.keyword !== 'if' && !noise.has(one))
    .map((one) => (choices.includes(one) ? { ...one, keyword: 'enum', params: { allowedValues: [] } } : one));
}

const isChoice = ({ keyword }: ErrorObject): boolean => keyword === 'oneOf' || keyword === 'anyOf';

/** What the branches of a choice say; null when one of them is more than a constant. */
function constantsOf(choice: ErrorObject, violations: readonly ErrorObject[]): readonly ErrorObject[] | null {
  const branches = violations.filter(
    ({ instancePath, schemaPath }) =>
      instancePath === choice.instancePath && schemaPath.startsWith(`${choice.schemaPath}/`),
  );
  return branches.length > 0 && branches.every(({ keyword }) => keyword === 'const') ? branches : null;
}

/** The first for each field; that it is of another kind altogether goes before the rest. */
function onePerField(violations: readonly ErrorObject[]): readonly ErrorObject[] {
  const found = new Map<string, ErrorObject>();
  for (const violation of violations) {
    const path = pathOf(violation);
    const first = found.get(path);
    if (!first || (violation.keyword === 'type' && first.keyword !== 'type')) found.set(path, violation);
  }
  return [...found.values()];
}

const NAMED_PARAMETER: Readonly<Record<string, string>> = {
  required: 'missingProperty',
  dependentRequired: 'missingProperty',
  additionalProperties: 'additionalProperty',
  unevaluatedProperties: 'unevaluatedProperty',
};

/** ajv points at the object; people look for the field in it. */
function pathOf({ instancePath, keyword, params }: ErrorObject): string {
  const name: unknown = (params as Readonly<Record<string, unknown>>)[NAMED_PARAMETER[keyword] ?? ''];
  const path =
    typeof name === 'string' ? `${instancePath}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}` : instancePath;
  return path.slice(0, LONGEST_PATH);
}
