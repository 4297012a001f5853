import { feelTypeOf } from '../../expressions/value-type.js';
import { caughtFields, payloadFields } from '../data/payload-fields.js';
import { hasMappings, mappingsOf } from '../data/mappings.js';
import { extended, openNames } from '../data/layered-names.js';
import type { Names, NodeDraft } from '../draft/drafts.js';
import { eventDefinitionsOf } from '../events/event-definitions.js';
import { type EventPosition, positionOf } from '../events/event-positions.js';
import { compileTrigger } from '../events/triggers.js';
import type { EventModel, Mapping } from '../executable-model.js';
import { nodeBase, type NodeContext } from './node-context.js';

const NOTHING: Names = new Map();

/** An event with its triggers; what may not stand where it stands is reported by the event checks. */
export function compileEvent(node: NodeDraft, type: EventModel['type'], c: NodeContext): EventModel {
  const { xml, attachedTo } = node;
  const throws = type === 'bpmn:EndEvent' || type === 'bpmn:IntermediateThrowEvent';
  const position = positionOf(node);
  const outer = scopeNames(node, position);
  const names = throws ? extended(outer, dataInputNames(node)) : outer;
  const place = { node, throws, names, hasScope: position !== 'startOfProcess' };
  const triggers = eventDefinitionsOf(xml).flatMap((definition) => compileTrigger(definition, place, c) ?? []);
  return {
    ...nodeBase(node, c),
    type,
    inputs: throws ? thrownMappings(node, c) : [],
    outputs: throws ? [] : caughtMappings(node, c),
    triggers,
    parallelMultiple: xml.parallelMultiple === true && triggers.length > 1,
    interrupting: position !== 'nonInterruptingBoundary' && position !== 'nonInterruptingStart',
    ...(attachedTo && { attachedTo: attachedTo.id }),
  };
}

/**
 * What the expressions of an event can read: nothing where a process starts, what is around an event sub-process where
 * that starts, and else its scope.
 */
function scopeNames({ container }: NodeDraft, position: EventPosition): Names {
  switch (position) {
    case 'startOfProcess':
      return NOTHING;
    case 'startOfEventSubProcess':
    case 'nonInterruptingStart':
      return container.parent?.names ?? NOTHING;
    default:
      return container.names;
  }
}

function thrownMappings(node: NodeDraft, c: NodeContext): readonly Mapping[] {
  if (!hasMappings(node, 'inputs', c)) return [];
  return mappingsOf({ node, data: c.data, direction: 'inputs', names: node.container.names, targets: NOTHING }, c);
}

function caughtMappings(node: NodeDraft, c: NodeContext): readonly Mapping[] {
  if (!hasMappings(node, 'outputs', c)) return [];
  const names = caughtNames(node, c);
  return mappingsOf({ node, data: c.data, direction: 'outputs', names, targets: node.container.names }, c);
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
  const entries = Object.entries(caught).map(([name, type]) => [name, feelTypeOf(type)] as const);
  const names = extended(container.names, entries);
  return names === container.names ? openNames(names) : names;
}
