import { readFileSync } from 'node:fs';

import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv';

import { isBroken, parseJsonObject } from '../library/parse-json.js';
import type { Scenario } from './scenario-format.js';

/** Something in a scenario file that makes it unusable; without a step it concerns the whole file. */
export interface ScenarioProblem {
  readonly step?: number;
  readonly message: string;
}

/** JSON Schema of scenario files. */
export const scenarioSchema = JSON.parse(
  readFileSync(new URL('scenario.schema.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, unknown>>;

let validator: ValidateFunction | undefined;

/** Reads the text of a scenario file: its form only, not whether what it names is there. */
export function readScenario(path: string, text: string): Scenario | readonly ScenarioProblem[] {
  const file = parseJsonObject(path, text);
  if (isBroken(file))
    return [{ message: file.line === undefined ? file.message : `line ${file.line}: ${file.message}` }];
  validator ??= new Ajv2020({ allErrors: true, strict: true, strictTypes: false }).compile(scenarioSchema);
  return validator(file.value) ? (file.value as unknown as Scenario) : problemsOf(validator.errors ?? []);
}

function problemsOf(errors: readonly ErrorObject[]): readonly ScenarioProblem[] {
  const problems = errors.filter(({ keyword }) => keyword !== 'anyOf').map(problemOf);
  return [...new Map(problems.map((problem) => [`${problem.step} ${problem.message}`, problem])).values()];
}

/** Steps are counted from 1, as a person does. */
function problemOf({ instancePath, keyword, params, message = keyword }: ErrorObject): ScenarioProblem {
  const [, first, index, ...rest] = instancePath.split('/');
  const inStep = first === 'steps' && index !== undefined;
  const where = (inStep ? rest : instancePath.split('/').slice(1)).join('.');
  const unknown = (params as { readonly additionalProperty?: string }).additionalProperty;
  const what = unknown === undefined ? message : `there is no field ${unknown}`;
  const problem = { message: where ? `${where}: ${what}` : what };
  return inStep ? { step: Number(index) + 1, ...problem } : problem;
}
