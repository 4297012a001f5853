import type { BpmnXml } from '../read/bpmn-xml.js';

/** Event definitions of an event: its own, then the reusable ones that it refers to (10.5.5, eventDefinitionRef). */
export function eventDefinitionsOf(xml: BpmnXml): readonly BpmnXml[] {
  return [...(xml.eventDefinitions ?? []), ...(xml.eventDefinitionRef ?? [])];
}
