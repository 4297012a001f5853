import type { FeelType } from '../../expressions/compiled-expression.js';
import type { ContainerModel, ElementModel, ExecutableModel, VariableModel } from '../../model/executable-model.js';

type Types = Readonly<Record<string, FeelType>>;

/** Models are frozen and shared, so what is declared at an element is gathered once. */
const known = new WeakMap<ElementModel | ContainerModel, Types>();

/**
 * Types of the variables that are declared for an element or container: of its form or message first, then its own,
 * then of each container outwards.
 */
export function typesAt(model: ExecutableModel, at: ElementModel | ContainerModel, fields: Types = {}): Types {
  const found = known.get(at);
  if (found) return found;
  const types = Object.assign(Object.create(null) as Record<string, FeelType>, fields);
  for (let each: ElementModel | ContainerModel | undefined = at; each; each = around(model, each)) {
    if ('variables' in each) addMissing(types, each.variables);
    const inner = model.containers[each.id];
    if (inner) addMissing(types, inner.variables);
  }
  known.set(at, types);
  return types;
}

function around(
  model: ExecutableModel,
  each: ElementModel | ContainerModel,
): ElementModel | ContainerModel | undefined {
  const element = 'container' in each ? each : model.elements[each.id];
  return element && (model.elements[element.container] ?? model.containers[element.container]);
}

function addMissing(types: Record<string, FeelType>, variables: readonly VariableModel[]): void {
  for (const { name, type, isCollection } of variables) types[name] ??= isCollection ? 'list' : type;
}
