import { EngineError, placeOf } from '../../../engine/index.js';
import type { FormModel, PlainVariables } from '../../../engine/index.js';
import { parsePart, partKey } from '../keys.js';
import { hasPrecondition } from '../precondition.js';
import { runCommand, type Decision, type LoadedInstance } from '../run-command.js';
import type { Caller, Services } from '../services.js';
import { requireValidForm } from '../validate-form.js';
import { findOpenTask, formOfElement } from './find-task.js';

/**
 * Completes a task with what was entered into its form. Of two people who complete one task the first wins; the second
 * is told what changed (TASK_ALREADY_COMPLETED), before any word about the form; so is who completes one of an instance
 * that is on hold.
 * @throws ApplicationError TASK_NOT_FOUND, TASK_ALREADY_COMPLETED, TASK_CANCELLED, FORM_NOT_VALID, PRECONDITION_FAILED;
 *   EngineError INSTANCE_SUSPENDED
 */
export async function completeTask(
  services: Services,
  caller: Caller,
  key: string,
  variables: PlainVariables,
): Promise<void> {
  const part = parsePart(key, 'TASK_NOT_FOUND');
  const complete = async ({ env, state, now }: LoadedInstance): Promise<Decision<undefined>> => {
    const place = placeOf(env, state, part.number);
    if (!place || hasPrecondition(caller, 'userTask')) await findOpenTask(services, caller, key);
    if (state.suspended) throw new EngineError('INSTANCE_SUSPENDED');
    const form = place && formOfElement(place.element);
    requireValidForm(form, variables);
    const output = withoutReadOnly(form, variables);
    return {
      command: { type: 'CompleteTask', taskId: partKey(part), output, now, by: caller.by },
      answer: undefined,
    };
  };
  await runCommand(services, caller, part.instanceKey, complete, { absent: 'TASK_NOT_FOUND', command: 'CompleteTask' });
}

/** What a form only shows is never changed by completing its task, whatever comes back (JSON Schema 2020-12, 9.4). */
function withoutReadOnly(form: FormModel | undefined, variables: PlainVariables): PlainVariables {
  const shown = form ? readOnlyFields(form) : NONE;
  if (shown.size === 0) return variables;
  return Object.fromEntries(Object.entries(variables).filter(([field]) => !shown.has(field)));
}

const NONE: ReadonlySet<string> = new Set();
/** By schema: it is kept as long as the model that it came with. */
const known = new WeakMap<object, ReadonlySet<string>>();

function readOnlyFields({ schema }: FormModel): ReadonlySet<string> {
  const before = known.get(schema);
  if (before) return before;
  const properties = Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, unknown>>);
  const isReadOnly = (property: unknown): boolean =>
    typeof property === 'object' && property !== null && 'readOnly' in property && property.readOnly === true;
  const fields = new Set(properties.filter(([, property]) => isReadOnly(property)).map(([field]) => field));
  known.set(schema, fields);
  return fields;
}
