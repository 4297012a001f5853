import type { FeelType } from '../../expressions/compiled-expression.js';
import type { ContainerModel, ElementModel, ExecutableModel, VariableModel } from '../../model/executable-model.js';

type Types = Readonly<Record<string, FeelType>>;

const NO_FIELDS: Types = Object.freeze({});

/** Models are frozen and shared, so what is known at an element with a form or message is gathered once. */
const known = new WeakMap<ElementModel | ContainerModel, WeakMap<Types, Types>>();

/**
 * Types of the variables that are declared for an element or container: of its form or message first, then its own,
 * then of each container outwards.
 */
export function typesAt(model: ExecutableModel, at: ElementModel | ContainerModel, fields: Types = NO_FIELDS): Types {
  const byFields = known.get(at) ?? new WeakMap<Types, Types>();
  const found = byFields.get(fields);
  if (found) return found;
  const types = Object.assign(Object.create(null) as Record<string, FeelType>, fields);
  if ('incoming' in at) addOwn(types, at);
  let container = 'incoming' in at ? model.containers[at.container] : at;
  while (container) {
    addMissing(types, container.variables);
    const element = isProcess(container) ? undefined : model.elements[container.id];
    if (element) addOwn(types, element);
    container = element && model.containers[element.container];
  }
  known.set(at, byFields.set(fields, types));
  return types;
}

/** A global task and the one element in it have the same id. */
function isProcess({ kind }: ContainerModel): boolean {
  return kind === 'process' || kind === 'globalTask';
}

function addOwn(types: Record<string, FeelType>, element: ElementModel): void {
  if ('variables' in element) addMissing(types, element.variables);
}

function addMissing(types: Record<string, FeelType>, variables: readonly VariableModel[]): void {
  for (const { name, type, isCollection } of variables) types[name] ??= isCollection ? 'list' : type;
}
