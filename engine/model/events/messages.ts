import type { BpmnXml } from '../read/bpmn-xml.js';

/** Message of a message event definition, a send or a receive task: its own, else that of its operation. */
export function messageOf(xml: BpmnXml): BpmnXml | undefined {
  return xml.messageRef ?? xml.operationRef?.inMessageRef;
}
