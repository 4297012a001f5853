import { joinedType, type ValueType, type ValueTypes } from '../../expressions/value-type.js';
import type { Compilation } from '../compilation.js';
import type { NodeDraft, ProcessDraft } from '../draft/drafts.js';
import { eventDefinitionsOf } from '../events/event-definitions.js';
import { attributeOf, type BpmnXml, extensionsOf } from '../read/bpmn-xml.js';
import { dataNameOf, type DataObjectNames } from './data-catalogue.js';
import { isUsableName } from './names.js';
import { caughtFields, payloadFields } from './payload-fields.js';

/** Where written names are gathered, with the least that all their writers have in common as type. */
class Written {
  readonly types = new Map<string, ValueType>();

  add(name: string | undefined, type: ValueType): void {
    if (name !== undefined && isUsableName(name)) this.types.set(name, joinedType(this.types.get(name), type));
  }

  addAll(fields: ValueTypes): void {
    for (const [name, type] of Object.entries(fields)) this.add(name, type);
  }
}

/**
 * Variables that elements of a process write: form fields, decision outputs, results, message fields, mapping targets,
 * gathered lists. They belong to the process, wherever in it they are written.
 */
export function writtenNames(
  process: ProcessDraft,
  c: Compilation,
  data: DataObjectNames,
): ReadonlyMap<string, ValueType> {
  const written = new Written();
  for (const { nodes } of process.containers) for (const node of nodes) addNode(node, c, data, written);
  return written.types;
}

function addNode(node: NodeDraft, c: Compilation, data: DataObjectNames, written: Written): void {
  const { xml } = node;
  const form = c.foreign.setting(xml, 'form');
  if (form !== undefined) written.addAll(c.form(form, xml)?.fields ?? {});
  addMappingTargets(xml, c, data, written);
  if (xml.loopCharacteristics) addLoop(xml.loopCharacteristics, c, data, written);
  switch (node.type) {
    case 'bpmn:BusinessRuleTask':
      return addDecision(xml, c, written);
    case 'bpmn:ScriptTask':
      return written.add(c.foreign.setting(xml, 'resultVariable'), 'Any');
    case 'bpmn:ReceiveTask':
      return written.addAll(caughtFields(c.messages.of(xml), xml.ioSpecification?.dataOutputs ?? []));
    case 'bpmn:CallActivity':
      return addCalled(xml, c, written);
    case 'bpmn:StartEvent':
    case 'bpmn:IntermediateCatchEvent':
    case 'bpmn:BoundaryEvent':
      return addCaught(xml, c, written);
    default:
      return;
  }
}

function addMappingTargets(xml: BpmnXml, c: Compilation, data: DataObjectNames, written: Written): void {
  const own = extensionsOf(xml, 'pathway:Out').map((out) => attributeOf(out, 'target'));
  const foreign = c.foreign.mappings(xml, 'outputs').map(({ target }) => target);
  for (const target of [...own, ...foreign]) {
    const [root, ...path] = target.split('.');
    written.add(root, path.length > 0 ? 'context' : 'Any');
  }
  for (const { targetRef } of xml.dataOutputAssociations ?? []) {
    if (targetRef && targetRef.$type !== 'bpmn:DataStoreReference') written.add(dataNameOf(targetRef, data), 'Any');
  }
}

function addLoop(loop: BpmnXml, c: Compilation, data: DataObjectNames, written: Written): void {
  written.add(c.foreign.setting(loop, 'outputCollection'), 'list');
  if (loop.loopDataOutputRef) written.add(dataNameOf(loop.loopDataOutputRef, data), 'list');
}

function addDecision(xml: BpmnXml, c: Compilation, written: Written): void {
  const decision = c.decisions.get(c.foreign.setting(xml, 'decision') ?? '');
  const result = c.foreign.setting(xml, 'resultVariable');
  if (result !== undefined) return written.add(result, decision?.resultType ?? 'Any');
  if (decision?.resultType === 'context') written.addAll(decision.outputs);
  else if (decision) written.add(decision.name, decision.resultType);
}

/** A process of the same definitions that passes all its variables out: what it writes comes back. */
function addCalled(xml: BpmnXml, c: Compilation, written: Written): void {
  if (!c.foreign.setting(xml, 'passAllOut')) return;
  const called = c.drafts.processes.find(({ id }) => id === calledId(xml, c));
  for (const { name, valueType } of called?.containers[0]?.variables ?? []) written.add(name, valueType);
  for (const node of called?.containers.flatMap(({ nodes }) => nodes) ?? []) {
    const form = c.foreign.setting(node.xml, 'form');
    if (form !== undefined) written.addAll(c.form(form, node.xml)?.fields ?? {});
    if (node.type === 'bpmn:BusinessRuleTask') addDecision(node.xml, c, written);
  }
}

/** Id of the called process, without the namespace prefix of a QName. */
export function calledId(xml: BpmnXml, c: Compilation): string | undefined {
  const written = xml.calledElement ?? c.foreign.setting(xml, 'calledElement');
  return written === undefined || written === '' ? undefined : written.slice(written.indexOf(':') + 1);
}

function addCaught(xml: BpmnXml, c: Compilation, written: Written): void {
  const outputs = xml.dataOutputs ?? [];
  for (const definition of eventDefinitionsOf(xml)) {
    const carrier =
      c.messages.of(definition) ?? definition.signalRef ?? definition.errorRef ?? definition.escalationRef;
    written.addAll(carrier ? payloadFields(carrier) : {});
  }
  written.addAll(caughtFields(undefined, outputs));
}
