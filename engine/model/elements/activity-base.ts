import { hasMappings, mappingsOf } from '../data/mappings.js';
import { openNames } from '../data/layered-names.js';
import { payloadFields } from '../data/payload-fields.js';
import type { Names, NodeDraft } from '../draft/drafts.js';
import type { TriggerPlace } from '../events/triggers.js';
import type { Mapping } from '../executable-model.js';
import { compileLoop } from '../loops/compile-loop.js';
import { isLoopInput, isLoopOutput } from '../loops/loop-data.js';
import { compensationHandlerOf } from './compensation-handlers.js';
import { nodeBase, type NodeContext } from './node-context.js';
import type { ActivityNames } from './node-names.js';
import { quantity } from './quantity.js';

/** What all activities have in common (10.3.1). */
export type ActivityBase = ReturnType<typeof activityBase>;

export function activityBase(node: NodeDraft, names: ActivityNames, c: NodeContext) {
  const { xml, container } = node;
  const outputs = outputsOf(node, names, c);
  const loop = compileLoop(node, names, c);
  const handler = compensationHandlerOf(node);
  return {
    ...nodeBase(node, c),
    inputs: inputsOf(node, names, c),
    outputs,
    boundaries: node.boundaries.map(({ id }) => id),
    startQuantity: quantity(node, 'startQuantity', c.report),
    completionQuantity: quantity(node, 'completionQuantity', c.report),
    isForCompensation: xml.isForCompensation === true,
    variables: names.variables,
    isolatesOutput: container.kind !== 'globalTask' && (xml.ioSpecification !== undefined || outputs.length > 0),
    ...(loop && { loop }),
    ...(handler && { compensationHandler: handler.id }),
  };
}

function inputsOf(node: NodeDraft, { instance, local }: ActivityNames, c: NodeContext): readonly Mapping[] {
  if (!hasMappings(node, 'inputs', c)) return [];
  const loopInput = node.xml.dataInputAssociations?.find((each) => isLoopInput(each, node.xml));
  return mappingsOf({ node, data: c.data, direction: 'inputs', names: instance, targets: local }, c, loopInput);
}

function outputsOf(node: NodeDraft, names: ActivityNames, c: NodeContext): readonly Mapping[] {
  if (!hasMappings(node, 'outputs', c)) return [];
  const loopOutput = node.xml.dataOutputAssociations?.find((each) => isLoopOutput(each, node.xml));
  const place = { node, data: c.data, names: outputNames(node, names, c), targets: node.container.names };
  return mappingsOf({ ...place, direction: 'outputs' }, c, loopOutput);
}

/** Results that are not described in the model can be mapped by any name. */
function outputNames(node: NodeDraft, { local }: ActivityNames, c: NodeContext): Names {
  const inside = node.inner?.names ?? local;
  return comesFromElsewhere(node, c) ? openNames(inside) : inside;
}

function comesFromElsewhere({ type, xml }: NodeDraft, c: NodeContext): boolean {
  switch (type) {
    case 'bpmn:CallActivity':
    case 'bpmn:ServiceTask':
    case 'bpmn:SendTask':
    case 'bpmn:ScriptTask':
      return true;
    case 'bpmn:UserTask':
    case 'bpmn:ManualTask':
    case 'bpmn:Task':
      return c.foreign.setting(xml, 'form') === undefined;
    case 'bpmn:ReceiveTask':
      return Object.keys(payloadFields(c.messages.of(xml))).length === 0;
    default:
      return false;
  }
}

/** Where the message of a task stands: what starts a process has no scope to read from. */
export function messagePlace(node: NodeDraft, names: Names, throws: boolean): TriggerPlace {
  const startsProcess = node.xml.instantiate === true && node.container.kind === 'process';
  return { node, names, throws, hasScope: !startsProcess };
}
