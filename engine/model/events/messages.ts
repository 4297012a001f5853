import type { BpmnXml } from '../read/bpmn-xml.js';
import { sourceOf } from '../read/bpmn-xml.js';

/** Finds the message of what sends or catches one. */
export interface Messages {
  /** Message of a message event definition, a send or a receive task: its own, else its operation's, else its message flow's. */
  of(xml: BpmnXml): BpmnXml | undefined;
}

/** Messages by what the elements say themselves, and by the message flows that are drawn to and from them. */
export function findMessages(definitions: BpmnXml): Messages {
  const drawn = new Map<BpmnXml, BpmnXml>();
  const collaborations = (definitions.rootElements ?? []).filter(({ $type }) => $type === 'bpmn:Collaboration');
  for (const flow of collaborations.flatMap(({ messageFlows }) => messageFlows ?? [])) {
    const { messageRef } = flow;
    if (!messageRef) continue;
    for (const end of [sourceOf(flow), flow.targetRef]) {
      if (end && end.$type !== 'bpmn:Participant') drawn.set(end, messageRef);
    }
  }
  const isDefinition = (xml: BpmnXml) => xml.$type === 'bpmn:MessageEventDefinition';
  return {
    of: (xml) => {
      const own = xml.messageRef ?? xml.operationRef?.inMessageRef ?? drawn.get(xml);
      return own ?? (isDefinition(xml) && xml.$parent ? drawn.get(xml.$parent) : undefined);
    },
  };
}
