import type { FeelType } from '../../expressions/compiled-expression.js';
import { feelTypeOf } from '../../expressions/value-type.js';
import type { Compilation } from '../compilation.js';
import { itemVariables, seenType } from '../data/data-catalogue.js';
import { itemTypeOf } from '../data/item-type.js';
import { extended } from '../data/layered-names.js';
import { isUsableName } from '../data/names.js';
import type { Names, NodeDraft } from '../draft/drafts.js';
import { isActivity } from '../draft/element-types.js';
import type { VariableModel } from '../executable-model.js';
import { attributeOf, type BpmnXml, extensionsOf } from '../read/bpmn-xml.js';

/** What can be read at an activity, seen from outside in. */
export interface ActivityNames {
  /** Before its instances: what the scope has. */
  readonly scope: Names;
  /** In one instance of a loop, before its inputs are read: with item and counters. */
  readonly instance: Names;
  /** While it works: with properties, data inputs and outputs and mapping targets too. */
  readonly local: Names;
  /** Local variables that the activity declares. */
  readonly variables: readonly VariableModel[];
}

/** Attributes of the instances of a loop (10.3.8, table 10.33). */
const LOOP_NAMES = [
  'loopCounter',
  'numberOfInstances',
  'numberOfActiveInstances',
  'numberOfCompletedInstances',
  'numberOfTerminatedInstances',
] as const;

/** Names at an activity; where it adds none, the scope's own map is given, so that equal expressions are compiled once. */
export function activityNames(node: NodeDraft, scope: Names, c: Compilation): ActivityNames {
  const instance = extended(scope, loopEntries(node.xml.loopCharacteristics, c));
  const variables = localVariables(node, c);
  const local = extended(instance, [
    ...variables.map((variable) => [variable.name, seenType(variable)] as const),
    ...inputTargets(node, c).map((name) => [name, declaredType(variables, name)] as const),
  ]);
  return { scope, instance, local, variables };
}

function declaredType(variables: readonly VariableModel[], name: string): FeelType {
  const variable = variables.find((each) => each.name === name);
  return variable ? seenType(variable) : 'Any';
}

function loopEntries(loop: BpmnXml | undefined, c: Compilation): readonly (readonly [string, FeelType])[] {
  if (!loop) return [];
  const items = [
    [
      c.foreign.setting(loop, 'inputItem') ?? itemName(loop.inputDataItem),
      feelTypeOf(itemTypeOf(loop.inputDataItem?.itemSubjectRef).type),
    ],
    [
      c.foreign.setting(loop, 'outputItem') ?? itemName(loop.outputDataItem),
      feelTypeOf(itemTypeOf(loop.outputDataItem?.itemSubjectRef).type),
    ],
  ] as const;
  const named = items.flatMap(([name, type]) =>
    name !== undefined && isUsableName(name) ? [[name, type] as const] : [],
  );
  return [...LOOP_NAMES.map((name) => [name, 'number'] as const), ...named];
}

/** Name of a loop's item: the data input's name, else its id. */
export function itemName(item: BpmnXml | undefined): string | undefined {
  return item && (item.name || item.id);
}

/** Properties and data of the specification. Those of a sub-process that its inside writes belong to its container. */
function localVariables({ xml, type, container, inner }: NodeDraft, c: Compilation): readonly VariableModel[] {
  if (!isActivity(type) || container.kind === 'globalTask') return [];
  const inputs = itemVariables(xml.ioSpecification?.dataInputs, c.report);
  if (inner) return inputs;
  const outputs = itemVariables(xml.ioSpecification?.dataOutputs, c.report);
  return [...itemVariables(xml.properties, c.report), ...inputs, ...outputs];
}

function inputTargets({ xml }: NodeDraft, c: Compilation): readonly string[] {
  const own = extensionsOf(xml, 'pathway:In').map((mapping) => attributeOf(mapping, 'target'));
  const foreign = c.foreign.mappings(xml, 'inputs').map(({ target }) => target);
  return [...own, ...foreign].map((target) => target.split('.')[0] ?? '').filter(isUsableName);
}
