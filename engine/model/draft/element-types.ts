import type { ElementType } from '../executable-model.js';

/** Flow nodes that can be executed, by their BPMN type. */
export const FLOW_NODES = {
  'bpmn:Task': 'activity',
  'bpmn:UserTask': 'activity',
  'bpmn:ManualTask': 'activity',
  'bpmn:ServiceTask': 'activity',
  'bpmn:SendTask': 'activity',
  'bpmn:ReceiveTask': 'activity',
  'bpmn:ScriptTask': 'activity',
  'bpmn:BusinessRuleTask': 'activity',
  'bpmn:CallActivity': 'activity',
  'bpmn:SubProcess': 'activity',
  'bpmn:Transaction': 'activity',
  'bpmn:AdHocSubProcess': 'activity',
  'bpmn:StartEvent': 'event',
  'bpmn:EndEvent': 'event',
  'bpmn:IntermediateCatchEvent': 'event',
  'bpmn:IntermediateThrowEvent': 'event',
  'bpmn:BoundaryEvent': 'event',
  'bpmn:ExclusiveGateway': 'gateway',
  'bpmn:ParallelGateway': 'gateway',
  'bpmn:InclusiveGateway': 'gateway',
  'bpmn:EventBasedGateway': 'gateway',
  'bpmn:ComplexGateway': 'gateway',
} as const satisfies Record<ElementType, 'activity' | 'event' | 'gateway'>;

export type FlowNodeKind = (typeof FLOW_NODES)[ElementType];

/** Global tasks and the activity that each of them is. */
export const GLOBAL_TASKS: Readonly<Record<string, ElementType>> = {
  'bpmn:GlobalTask': 'bpmn:Task',
  'bpmn:GlobalUserTask': 'bpmn:UserTask',
  'bpmn:GlobalManualTask': 'bpmn:ManualTask',
  'bpmn:GlobalScriptTask': 'bpmn:ScriptTask',
  'bpmn:GlobalBusinessRuleTask': 'bpmn:BusinessRuleTask',
};

/** Flow elements that are no flow nodes and are read elsewhere. */
export const DATA_ELEMENTS: ReadonlySet<string> = new Set(['bpmn:DataObject', 'bpmn:DataObjectReference']);

/** Root elements that other elements refer to, or that only describe. */
export const ROOT_ELEMENTS: ReadonlySet<string> = new Set([
  'bpmn:Process',
  'bpmn:Collaboration',
  'bpmn:Message',
  'bpmn:Signal',
  'bpmn:Error',
  'bpmn:Escalation',
  'bpmn:ItemDefinition',
  'bpmn:CorrelationProperty',
  'bpmn:Interface',
  'bpmn:DataStore',
  'bpmn:Category',
  'bpmn:Resource',
  'bpmn:EndPoint',
  'bpmn:PartnerEntity',
  'bpmn:PartnerRole',
  'bpmn:MessageEventDefinition',
  'bpmn:TimerEventDefinition',
  'bpmn:SignalEventDefinition',
  'bpmn:ConditionalEventDefinition',
  'bpmn:ErrorEventDefinition',
  'bpmn:EscalationEventDefinition',
  'bpmn:CompensateEventDefinition',
  'bpmn:LinkEventDefinition',
  'bpmn:TerminateEventDefinition',
  'bpmn:CancelEventDefinition',
  ...Object.keys(GLOBAL_TASKS),
]);

export function isFlowNode(type: string): type is ElementType {
  return Object.hasOwn(FLOW_NODES, type);
}

export function isActivity(type: ElementType): boolean {
  return FLOW_NODES[type] === 'activity';
}

export function isGateway(type: ElementType): boolean {
  return FLOW_NODES[type] === 'gateway';
}

/** True for sub-processes of every kind. */
export function holdsFlow(type: ElementType): boolean {
  return type === 'bpmn:SubProcess' || type === 'bpmn:Transaction' || type === 'bpmn:AdHocSubProcess';
}
