import { caughtFields, payloadFields } from '../data/payload-fields.js';
import { mappingsOf } from '../data/mappings.js';
import { extended, openNames } from '../data/layered-names.js';
import type { Names, NodeDraft } from '../draft/drafts.js';
import { eventDefinitionsOf } from '../events/event-definitions.js';
import { positionOf } from '../events/event-positions.js';
import { compileTrigger } from '../events/triggers.js';
import type { EventModel } from '../executable-model.js';
import { present } from '../present.js';
import { nodeBase, type NodeContext } from './node-context.js';

const NOTHING: Names = new Map();

/** An event with its triggers; what may not stand where it stands is reported by the event checks. */
export function compileEvent(node: NodeDraft, type: EventModel['type'], c: NodeContext): EventModel {
  const { xml, container } = node;
  const throws = type === 'bpmn:EndEvent' || type === 'bpmn:IntermediateThrowEvent';
  const position = positionOf(node);
  const isOutermost = position === 'startOfProcess';
  const names = isOutermost
    ? NOTHING
    : ((position.includes('tart') ? container.parent?.names : undefined) ?? container.names);
  const local = throws ? extended(names, dataInputNames(node)) : names;
  const place = { node, throws, names: local, hasScope: !isOutermost };
  const triggers = eventDefinitionsOf(xml).flatMap((definition) => compileTrigger(definition, place, c) ?? []);
  const mapping = { node, data: c.data };
  return present({
    ...nodeBase(node, c),
    type,
    inputs: throws ? mappingsOf({ ...mapping, direction: 'inputs', names: container.names, targets: NOTHING }, c) : [],
    outputs: throws
      ? []
      : mappingsOf({ ...mapping, direction: 'outputs', names: caughtNames(node, c), targets: container.names }, c),
    triggers,
    parallelMultiple: xml.parallelMultiple === true && triggers.length > 1,
    interrupting: position !== 'nonInterruptingBoundary' && position !== 'nonInterruptingStart',
    attachedTo: node.attachedTo?.id,
  });
}

function dataInputNames({ xml }: NodeDraft) {
  return (xml.dataInputs ?? []).flatMap(({ name, id }) => (name || id ? [[name || id || '', 'Any'] as const] : []));
}

/** Variables of the scope and what was caught; without a description of that, any name. */
function caughtNames(node: NodeDraft, c: NodeContext): Names {
  const { xml, container } = node;
  const caught = { ...caughtFields(undefined, xml.dataOutputs ?? []) };
  for (const definition of eventDefinitionsOf(xml)) {
    const carrier =
      c.messages.of(definition) ?? definition.signalRef ?? definition.errorRef ?? definition.escalationRef;
    Object.assign(caught, payloadFields(carrier));
  }
  const names = extended(container.names, Object.entries(caught));
  return names === container.names ? openNames(names) : names;
}
