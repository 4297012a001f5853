import { feelTypeOf, type ValueType } from '../../expressions/value-type.js';
import type { FeelType } from '../../expressions/compiled-expression.js';
import type { ContainerDraft } from '../draft/drafts.js';
import type { VariableModel } from '../executable-model.js';
import type { BpmnXml } from '../read/bpmn-xml.js';
import type { Report } from '../report.js';
import { feelTypeNamed } from './feel-type-names.js';
import { itemTypeOf, wholeType } from './item-type.js';
import { isUsableName } from './names.js';
import { writtenVariables } from './payload-fields.js';

/** Property that modellers write as the end of an association that is only drawn. */
const PLACEHOLDER = '__targetRef_placeholder';

export function isPlaceholder(xml: BpmnXml): boolean {
  return xml.$type === 'bpmn:Property' && xml.name === PLACEHOLDER;
}

/** Names of data objects: their own, else that of the first reference that is drawn, else the id. */
export type DataObjectNames = ReadonlyMap<BpmnXml, string>;

export function dataObjectNames(containers: readonly ContainerDraft[]): DataObjectNames {
  const names = new Map<BpmnXml, string>();
  for (const element of containers.flatMap(({ xml }) => xml.flowElements ?? [])) {
    if (element.$type === 'bpmn:DataObject' && element.name) names.set(element, element.name);
  }
  for (const element of containers.flatMap(({ xml }) => xml.flowElements ?? [])) {
    const object = element.dataObjectRef;
    if (object && element.name && !names.has(object)) names.set(object, element.name);
  }
  return names;
}

/** The variable that an item-aware element is known by. */
export function dataNameOf(xml: BpmnXml, names: DataObjectNames): string {
  const object = xml.dataObjectRef ?? xml;
  return names.get(object) ?? (object.name || object.id) ?? '';
}

/** Variables that properties, data inputs or data outputs declare. */
export function itemVariables(items: readonly BpmnXml[] | undefined, report: Report): readonly VariableModel[] {
  return (items ?? []).flatMap((item) => {
    if (isPlaceholder(item)) return [];
    const name = (item.name || item.id) ?? '';
    if (isUsableName(name)) return [variableOf(item, name, report)];
    report.add('NAME_NOT_USABLE', subjectOf(item), { name });
    return [];
  });
}

/** Variables that a container declares: pathway variables, properties, data objects, data of its specification. */
export function containerVariables(
  container: ContainerDraft,
  names: DataObjectNames,
  report: Report,
): readonly VariableModel[] {
  const { xml, activity } = container;
  const objects = (xml.flowElements ?? []).filter((element) => element.$type === 'bpmn:DataObject');
  const variables = [
    ...pathwayVariables(xml, report),
    ...itemVariables(xml.properties, report),
    ...objects.flatMap((object) => objectVariable(object, names, report)),
    ...(activity ? [] : itemVariables(xml.ioSpecification?.dataInputs, report)),
    ...itemVariables(xml.ioSpecification?.dataOutputs, report),
  ];
  return withoutDoubles(variables, container, report);
}

function pathwayVariables(xml: BpmnXml, report: Report): readonly VariableModel[] {
  return writtenVariables(xml).flatMap(({ name, type, isCollection }) => {
    const feelType = type === undefined ? 'Any' : feelTypeNamed(type);
    if (!isUsableName(name)) report.add('NAME_NOT_USABLE', xml, { name });
    else if (!feelType) report.add('TYPE_NOT_KNOWN', xml, { name, type: type ?? '' });
    else return [variableModel(name, feelType, isCollection, name)];
    return [];
  });
}

function objectVariable(object: BpmnXml, names: DataObjectNames, report: Report): readonly VariableModel[] {
  const name = dataNameOf(object, names);
  if (isUsableName(name)) return [variableOf(object, name, report)];
  report.add('DATA_NOT_READABLE', { id: object.id, name }, { name });
  return [];
}

function variableOf(item: BpmnXml, name: string, report: Report): VariableModel {
  const { type, isCollection, unknown } = itemTypeOf(item.itemSubjectRef);
  if (unknown !== undefined) report.add('TYPE_NOT_KNOWN', subjectOf(item), { name, type: unknown });
  return variableModel(name, type, isCollection || item.isCollection === true, item.id ?? name);
}

function variableModel(name: string, type: ValueType, isCollection: boolean, id: string): VariableModel {
  return { name, type: feelTypeOf(type), isCollection, valueType: wholeType({ type, isCollection }), id };
}

function withoutDoubles(
  variables: readonly VariableModel[],
  { xml }: ContainerDraft,
  report: Report,
): readonly VariableModel[] {
  const seen = new Set<string>();
  return variables.filter(({ name }) => {
    if (seen.has(name)) report.add('VARIABLE_DECLARED_TWICE', xml, { name });
    return !seen.has(name) && seen.add(name);
  });
}

/** Type under which expressions see a variable. */
export function seenType({ type, isCollection }: VariableModel): FeelType {
  return isCollection ? 'list' : type;
}

function subjectOf(xml: BpmnXml): BpmnXml {
  return xml.id === undefined && xml.$parent ? subjectOf(xml.$parent) : xml;
}
