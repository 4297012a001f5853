import type { Compilation } from '../compilation.js';
import type { Names, NodeDraft } from '../draft/drafts.js';
import { isCompensationBoundary } from '../elements/compensation-handlers.js';
import { payloadFields } from '../data/payload-fields.js';
import type { MessageTrigger, Trigger } from '../executable-model.js';
import { normalKey } from '../normal-key.js';
import { present } from '../present.js';
import type { BpmnXml } from '../read/bpmn-xml.js';
import { correlationOf } from './correlation.js';
import type { TriggerKind } from './event-positions.js';
import { linkName, linkTarget } from './links.js';
import { timerTrigger } from './timer-trigger.js';

/** An event definition in its place. */
export interface TriggerPlace {
  readonly node: NodeDraft;
  readonly throws: boolean;
  /** What its expressions can read. */
  readonly names: Names;
  /** False for what starts a process: there is no scope yet whose variables could be read. */
  readonly hasScope: boolean;
}

const KINDS: Readonly<Record<string, TriggerKind>> = {
  'bpmn:MessageEventDefinition': 'message',
  'bpmn:TimerEventDefinition': 'timer',
  'bpmn:SignalEventDefinition': 'signal',
  'bpmn:ConditionalEventDefinition': 'conditional',
  'bpmn:ErrorEventDefinition': 'error',
  'bpmn:EscalationEventDefinition': 'escalation',
  'bpmn:CompensateEventDefinition': 'compensation',
  'bpmn:LinkEventDefinition': 'link',
  'bpmn:TerminateEventDefinition': 'terminate',
  'bpmn:CancelEventDefinition': 'cancel',
};

/** Kind of trigger of an event definition. */
export function triggerKind(definition: BpmnXml): TriggerKind | undefined {
  return KINDS[definition.$type];
}

/** The trigger that an event definition describes; undefined where a diagnostic says what it lacks. */
export function compileTrigger(definition: BpmnXml, place: TriggerPlace, c: Compilation): Trigger | undefined {
  c.foreign.read(definition);
  switch (triggerKind(definition)) {
    case 'message':
      return messageTrigger(c.messages.of(definition), place, c);
    case 'timer':
      return timerTrigger(definition, place, c);
    case 'signal':
      return signalTrigger(definition, place, c);
    case 'conditional':
      return conditionalTrigger(definition, place, c);
    case 'error':
      return codedTrigger('error', definition.errorRef, definition.errorRef?.errorCode, place, c);
    case 'escalation':
      return codedTrigger('escalation', definition.escalationRef, definition.escalationRef?.escalationCode, place, c);
    case 'compensation':
      return compensationTrigger(definition, place, c);
    case 'link':
      return linkTrigger(definition, place, c);
    case 'terminate':
      return { kind: 'terminate' };
    case 'cancel':
      return { kind: 'cancel' };
    default:
      c.report.add('ELEMENT_NOT_EXECUTABLE', place.node.xml, { type: definition.$type });
      return undefined;
  }
}

/** A message, with its correlation (8.3.2 and `pathway:correlationKey`). */
export function messageTrigger(
  message: BpmnXml | undefined,
  place: TriggerPlace,
  c: Compilation,
): MessageTrigger | undefined {
  const owner = place.node.xml;
  if (!message) c.report.add('MESSAGE_MISSING', owner);
  else if (!message.name) c.report.add('MESSAGE_WITHOUT_NAME', owner, { message: message.id ?? '' });
  if (!message?.name) return undefined;
  const fields = payloadFields(message);
  return present({
    kind: 'message' as const,
    name: normalKey(message.name),
    ...correlationOf(message, place, fields, c),
    fields,
  });
}

function signalTrigger(definition: BpmnXml, { node }: TriggerPlace, c: Compilation): Trigger | undefined {
  const signal = definition.signalRef;
  if (signal?.name) return { kind: 'signal', name: normalKey(signal.name) };
  c.report.add(signal ? 'SIGNAL_WITHOUT_NAME' : 'SIGNAL_MISSING', node.xml, { signal: signal?.id ?? '' });
  return undefined;
}

function conditionalTrigger(definition: BpmnXml, { node, names }: TriggerPlace, c: Compilation): Trigger | undefined {
  const what = 'condition of the event';
  const condition = c.expressions.read(definition.condition, { names, owner: node.xml, what, expected: 'boolean' });
  if (condition) return { kind: 'conditional', condition };
  if (!definition.condition?.body?.trim()) c.report.add('CONDITION_MISSING', node.xml);
  return undefined;
}

/** What is thrown needs a code; what catches without one catches everything (10.5.5). */
function codedTrigger(
  kind: 'error' | 'escalation',
  reference: BpmnXml | undefined,
  code: string | undefined,
  { node, throws }: TriggerPlace,
  c: Compilation,
): Trigger | undefined {
  if (code) return { kind, code };
  if (throws || reference) {
    c.report.add(kind === 'error' ? 'ERROR_WITHOUT_CODE' : 'ESCALATION_WITHOUT_CODE', node.xml);
    return undefined;
  }
  return { kind };
}

/** A thrown compensation may name an activity that can be seen from it: in its own scope, or around an event sub-process (10.5.5). */
function compensationTrigger(definition: BpmnXml, { node, throws }: TriggerPlace, c: Compilation): Trigger | undefined {
  const { activityRef } = definition;
  const wait = definition.waitForCompletion !== false;
  if (!throws || !activityRef) return { kind: 'compensation', wait };
  const activity = c.drafts.nodes.get(activityRef.id ?? '');
  const { container } = node;
  const visible =
    activity &&
    (activity.container === container ||
      (container.kind === 'eventSubProcess' && activity.container === container.parent));
  if (!visible) {
    c.report.add('COMPENSATED_ACTIVITY_NOT_VISIBLE', node.xml, { activity: activityRef.id ?? '' });
    return undefined;
  }
  const hasHandler = activity.boundaries.some(isCompensationBoundary) || activity.inner;
  if (!hasHandler && activity.type !== 'bpmn:CallActivity') {
    c.report.add('COMPENSATED_ACTIVITY_WITHOUT_HANDLER', node.xml, { activity: activity.id });
  }
  return { kind: 'compensation', activity: activity.id, wait };
}

function linkTrigger(definition: BpmnXml, { node, throws }: TriggerPlace, c: Compilation): Trigger | undefined {
  const name = linkName(definition, node);
  if (name === '') {
    c.report.add('LINK_WITHOUT_NAME', node.xml);
    return undefined;
  }
  if (!throws) return { kind: 'link', name };
  const target = linkTarget(name, node.container);
  if (!target) c.report.add('LINK_WITHOUT_TARGET', node.xml, { link: name });
  return target && { kind: 'link', name, target: target.id };
}
