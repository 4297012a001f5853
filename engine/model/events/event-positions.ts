import type { NodeDraft } from '../draft/drafts.js';
import type { Trigger } from '../executable-model.js';

export type TriggerKind = Trigger['kind'];

/** Where an event stands: what decides which event definitions it may have. */
export type EventPosition =
  | 'startOfProcess'
  | 'startOfSubProcess'
  | 'startOfEventSubProcess'
  | 'nonInterruptingStart'
  | 'catch'
  | 'boundary'
  | 'nonInterruptingBoundary'
  | 'throw'
  | 'end';

interface Position {
  /** As a sentence of a diagnostic names it. */
  readonly words: string;
  readonly kinds: ReadonlySet<TriggerKind>;
  /** May stand there without any event definition. */
  readonly none: boolean;
}

const position = (words: string, none: boolean, ...kinds: TriggerKind[]): Position => ({
  words,
  none,
  kinds: new Set(kinds),
});

/** Event definitions by position: BPMN 2.0.2, 10.5.1 to 10.5.5, tables 10.84, 10.88 to 10.90 and 10.93. */
export const POSITIONS: Readonly<Record<EventPosition, Position>> = {
  startOfProcess: position('start event of a process', true, 'message', 'timer', 'conditional', 'signal'),
  startOfSubProcess: position('start event of a sub-process', true),
  startOfEventSubProcess: position(
    'start event of an event sub-process',
    false,
    'message',
    'timer',
    'conditional',
    'signal',
    'escalation',
    'error',
    'compensation',
  ),
  nonInterruptingStart: position(
    'non-interrupting start event',
    false,
    'message',
    'timer',
    'conditional',
    'signal',
    'escalation',
  ),
  catch: position('intermediate catch event', false, 'message', 'timer', 'conditional', 'signal', 'link'),
  boundary: position(
    'boundary event',
    false,
    'message',
    'timer',
    'conditional',
    'signal',
    'escalation',
    'error',
    'compensation',
    'cancel',
  ),
  nonInterruptingBoundary: position(
    'non-interrupting boundary event',
    false,
    'message',
    'timer',
    'conditional',
    'signal',
    'escalation',
  ),
  throw: position('intermediate throw event', true, 'message', 'signal', 'escalation', 'compensation', 'link'),
  end: position('end event', true, 'message', 'signal', 'escalation', 'error', 'compensation', 'cancel', 'terminate'),
};

/** Position of an event node. */
export function positionOf(node: NodeDraft): EventPosition {
  switch (node.type) {
    case 'bpmn:StartEvent':
      return startPosition(node);
    case 'bpmn:BoundaryEvent':
      return isNonInterruptingBoundary(node) ? 'nonInterruptingBoundary' : 'boundary';
    case 'bpmn:IntermediateCatchEvent':
      return 'catch';
    case 'bpmn:IntermediateThrowEvent':
      return 'throw';
    default:
      return 'end';
  }
}

function startPosition({ xml, container }: NodeDraft): EventPosition {
  if (container.kind === 'process') return 'startOfProcess';
  if (container.kind !== 'eventSubProcess') return 'startOfSubProcess';
  return xml.isInterrupting === false ? 'nonInterruptingStart' : 'startOfEventSubProcess';
}

/** `cancelActivity` says nothing of compensation: its activity has ended already (10.5.4). */
function isNonInterruptingBoundary({ xml }: NodeDraft): boolean {
  const definitions = [...(xml.eventDefinitions ?? []), ...(xml.eventDefinitionRef ?? [])];
  const compensates = definitions.length === 1 && definitions[0]?.$type === 'bpmn:CompensateEventDefinition';
  return xml.cancelActivity === false && !compensates;
}
