import { type BpmnXml, sourcesOf } from '../read/bpmn-xml.js';

/** True for the association that fills the data input which a multi-instance activity iterates over (10.3.8, loopDataInputRef). */
export function isLoopInput(association: BpmnXml, activity: BpmnXml): boolean {
  const input = activity.loopCharacteristics?.loopDataInputRef;
  return input !== undefined && association.targetRef === input;
}

/** True for the association that takes away the data output which a multi-instance activity fills (10.3.8, loopDataOutputRef). */
export function isLoopOutput(association: BpmnXml, activity: BpmnXml): boolean {
  const output = activity.loopCharacteristics?.loopDataOutputRef;
  return output !== undefined && sourcesOf(association).includes(output);
}
