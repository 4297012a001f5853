import type { CompiledExpression, FeelType } from '../../expressions/compiled-expression.js';
import type { Compilation } from '../compilation.js';
import type { Names, NodeDraft } from '../draft/drafts.js';
import type { Mapping } from '../executable-model.js';
import { bodyOf } from '../expression-reader.js';
import type { WrittenMapping } from '../foreign/foreign-settings.js';
import { attributeOf, type BpmnXml, extensionsOf, sourcesOf } from '../read/bpmn-xml.js';
import { dataNameOf, type DataObjectNames, isPlaceholder } from './data-catalogue.js';
import { isUsableName, isUsablePath } from './names.js';

export type Direction = 'inputs' | 'outputs';

/** A place where values are mapped. */
export interface MappingPlace {
  readonly node: NodeDraft;
  readonly direction: Direction;
  /** What sources can read. */
  readonly names: Names;
  /** Types of the targets. */
  readonly targets: Names;
  readonly data: DataObjectNames;
}

/** True where an element has anything written that could be a mapping. */
export function hasMappings({ xml }: NodeDraft, direction: Direction, c: Compilation): boolean {
  const associations = direction === 'inputs' ? xml.dataInputAssociations : xml.dataOutputAssociations;
  return (
    associations !== undefined || xml.extensionElements !== undefined || c.foreign.mappings(xml, direction).length > 0
  );
}

/** Mappings of an element: its data associations (10.4.2), then `pathway:in` or `pathway:out`, then imported ones. */
export function mappingsOf(place: MappingPlace, c: Compilation, except?: BpmnXml): readonly Mapping[] {
  const { xml } = place.node;
  const associations = (place.direction === 'inputs' ? xml.dataInputAssociations : xml.dataOutputAssociations) ?? [];
  const written = extensionsOf(xml, place.direction === 'inputs' ? 'pathway:In' : 'pathway:Out').map((mapping) => ({
    source: attributeOf(mapping, 'source'),
    target: attributeOf(mapping, 'target'),
  }));
  return [
    ...associations.filter((each) => each !== except).flatMap((each) => associationMappings(each, place, c)),
    ...[...written, ...c.foreign.mappings(xml, place.direction)].flatMap((each) => writtenMapping(each, place, c)),
  ];
}

function writtenMapping({ source, target }: WrittenMapping, place: MappingPlace, c: Compilation): readonly Mapping[] {
  const owner = place.node.xml;
  if (!isUsablePath(target)) c.report.add('NAME_NOT_USABLE', owner, { name: target });
  const expression = c.expressions.compile(source, { names: place.names, owner, what: `mapping to ${target}` });
  return expression && isUsablePath(target) ? [mappingTo(target, expression, place)] : [];
}

function mappingTo(target: string, source: CompiledExpression, { targets }: MappingPlace): Mapping {
  const type: FeelType = target.includes('.') ? 'Any' : (targets.get(target) ?? 'Any');
  return { source, target, type };
}

/**
 * A data association copies its source, or what its transformation makes of its sources; assignments set parts of the target.
 * One whose end is only drawn has nothing to copy.
 */
function associationMappings(xml: BpmnXml, place: MappingPlace, c: Compilation): readonly Mapping[] {
  c.foreign.read(xml);
  const { targetRef, transformation } = xml;
  const assignments = xml.assignment ?? [];
  const sources = sourcesOf(xml);
  const isDrawnOnly =
    !targetRef || isPlaceholder(targetRef) || (sources.length === 0 && !transformation && assignments.length === 0);
  if (isDrawnOnly) {
    c.report.add('DATA_ASSOCIATION_WITHOUT_EFFECT', place.node.xml);
    return [];
  }
  if ([...sources, targetRef].some(({ $type }) => $type.startsWith('bpmn:DataStore'))) {
    c.report.add('DATA_STORE_NOT_EXECUTABLE', place.node.xml);
    return [];
  }
  const target = dataNameOf(targetRef, place.data);
  return [...copy(xml, sources, target, place, c), ...assignments.flatMap((each) => assign(each, target, place, c))];
}

function copy(
  xml: BpmnXml,
  sources: readonly BpmnXml[],
  target: string,
  place: MappingPlace,
  c: Compilation,
): readonly Mapping[] {
  const owner = place.node.xml;
  const transformed = bodyOf(xml.transformation) !== undefined;
  if (!transformed && (xml.assignment ?? []).length > 0) return [];
  if (!transformed && sources.length > 1) {
    c.report.add('TRANSFORMATION_MISSING', owner, { target });
    return [];
  }
  const [first] = sources;
  const name = first ? dataNameOf(first, place.data) : '';
  for (const each of transformed ? [target] : [name, target]) {
    if (!isUsableName(each)) c.report.add('NAME_NOT_USABLE', owner, { name: each });
  }
  if (!isUsableName(target) || (!transformed && !isUsableName(name))) return [];
  const expressionPlace = { names: place.names, owner, what: `data association to ${target}` };
  const source = transformed
    ? c.expressions.read(xml.transformation, expressionPlace)
    : c.expressions.compile(name, expressionPlace);
  return source ? [mappingTo(target, source, place)] : [];
}

/** `to` is a path in the target, with or without the target's own name before it. */
function assign(xml: BpmnXml, target: string, place: MappingPlace, c: Compilation): readonly Mapping[] {
  const owner = place.node.xml;
  const to = bodyOf(xml.to)?.replace(/^=\s*/, '');
  const path = to === undefined || to === target || to.startsWith(`${target}.`) ? (to ?? target) : `${target}.${to}`;
  if (!isUsablePath(path)) {
    c.report.add('NAME_NOT_USABLE', owner, { name: path });
    return [];
  }
  const source = c.expressions.read(xml.from, { names: place.names, owner, what: `assignment to ${path}` });
  if (!source && bodyOf(xml.from) === undefined) c.report.add('ASSIGNMENT_WITHOUT_SOURCE', owner, { target: path });
  return source ? [mappingTo(path, source, place)] : [];
}
