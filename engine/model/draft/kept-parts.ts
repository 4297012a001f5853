import type { BpmnXml } from '../read/bpmn-xml.js';
import type { Report } from '../report.js';
import { isActivity, isFlowNode } from './element-types.js';

/** Parts of BPMN elements that describe and have no execution semantics, as a finding calls them. */
const DESCRIBING = {
  auditing: 'Auditing',
  monitoring: 'Monitoring',
  resources: 'A resource role',
  renderings: 'A rendering',
  dataState: 'A data state',
  participantMultiplicity: 'The multiplicity of a participant',
  ioBinding: 'An input/output binding',
} as const satisfies Partial<Record<keyof BpmnXml, string>>;

/** Says what of an element is kept and has no effect: nothing of a model is dropped in silence. */
export function reportKept(xml: BpmnXml, report: Report): void {
  for (const part in DESCRIBING) {
    const kept = xml[part as keyof typeof DESCRIBING];
    if (kept === undefined || (Array.isArray(kept) && kept.length === 0)) continue;
    report.add('KEPT_WITHOUT_EFFECT', xml, { what: DESCRIBING[part as keyof typeof DESCRIBING] });
  }
  if (isEvent(xml.$type) && xml.properties) report.add('KEPT_WITHOUT_EFFECT', xml, { what: 'A property of an event' });
  if ((xml.ioSpecification?.inputSets?.length ?? 0) > 1) {
    report.add('KEPT_WITHOUT_EFFECT', xml, { what: 'The choice between input sets' });
  }
  if (xml.extensionElements) reportMisplaced(xml, report);
}

/** Where each of our extension elements has a meaning; texts have one everywhere. */
const PLACES: Readonly<Record<string, (type: string) => boolean>> = {
  'pathway:Text': () => true,
  'pathway:In': (type) => isFlowNode(type) && (isActivity(type) || throws(type)),
  'pathway:Out': (type) => isFlowNode(type) && (isActivity(type) || (isEvent(type) && !throws(type))),
  'pathway:Variables': (type) => VARIABLE_HOLDERS.has(type),
};

const VARIABLE_HOLDERS: ReadonlySet<string> = new Set([
  'bpmn:Process',
  'bpmn:SubProcess',
  'bpmn:Transaction',
  'bpmn:AdHocSubProcess',
  'bpmn:GlobalTask',
  'bpmn:GlobalUserTask',
  'bpmn:GlobalManualTask',
  'bpmn:GlobalScriptTask',
  'bpmn:GlobalBusinessRuleTask',
  'bpmn:Message',
  'bpmn:Signal',
  'bpmn:Error',
  'bpmn:Escalation',
  'bpmn:ItemDefinition',
]);

function reportMisplaced(xml: BpmnXml, report: Report): void {
  for (const { $type } of xml.extensionElements?.values ?? []) {
    if (!$type.startsWith('pathway:')) continue;
    if (!PLACES[$type]?.(xml.$type)) report.add('EXTENSION_MISPLACED', xml, { what: $type });
  }
}

function isEvent(type: string): boolean {
  return type.endsWith('Event');
}

function throws(type: string): boolean {
  return type === 'bpmn:EndEvent' || type === 'bpmn:IntermediateThrowEvent';
}
