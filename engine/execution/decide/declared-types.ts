import { narrowedType, type ValueType, type ValueTypes } from '../../expressions/value-type.js';
import type { ContainerModel, ElementModel, ExecutableModel } from '../../model/executable-model.js';

const NO_FIELDS: ValueTypes = Object.freeze({});

/** Models are frozen and shared, so what is known at an element with a form or message is gathered once. */
const known = new WeakMap<ElementModel | ContainerModel, WeakMap<ValueTypes, ValueTypes>>();

/**
 * Types of the variables that come in at an element or container: of its form or message, with what the nearest
 * declaration outwards says, and else what the process knows of a name that any of its elements writes.
 */
export function typesAt(
  model: ExecutableModel,
  at: ElementModel | ContainerModel,
  fields: ValueTypes = NO_FIELDS,
): ValueTypes {
  const byFields = known.get(at) ?? new WeakMap<ValueTypes, ValueTypes>();
  const found = byFields.get(fields);
  if (found) return found;
  const types = declaredTypes(model, at);
  for (const [name, type] of Object.entries(fields)) types[name] = narrowedType(type, types[name]);
  known.set(at, byFields.set(fields, types));
  return types;
}

function declaredTypes(model: ExecutableModel, at: ElementModel | ContainerModel): Record<string, ValueType> {
  const types = Object.create(null) as Record<string, ValueType>;
  let container = 'incoming' in at ? model.containers[at.container] : at;
  if ('incoming' in at) addOwn(types, at);
  while (container) {
    const process = model.processes[container.id];
    if (process) addMissing(types, process.types);
    else for (const { name, valueType } of container.variables) types[name] ??= valueType;
    // A global task and the one element in it have the same id.
    const element = process ? undefined : model.elements[container.id];
    if (element) addOwn(types, element);
    container = element && model.containers[element.container];
  }
  return types;
}

function addOwn(types: Record<string, ValueType>, element: ElementModel): void {
  if ('variables' in element) for (const { name, valueType } of element.variables) types[name] ??= valueType;
}

function addMissing(types: Record<string, ValueType>, more: ValueTypes): void {
  for (const [name, type] of Object.entries(more)) types[name] ??= type;
}
