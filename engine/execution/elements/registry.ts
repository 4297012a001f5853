import type { ElementModel, ElementType } from '../../model/executable-model.js';
import { abstractTask } from './abstract-task.js';
import { adHocSubProcess } from './ad-hoc-sub-process.js';
import type { Behaviour } from './behaviour.js';
import { boundaryEvent } from './boundary-event.js';
import { businessRuleTask } from './business-rule-task.js';
import { callActivity } from './call-activity.js';
import { catchEvent } from './catch-event.js';
import { complexGateway } from './complex-gateway.js';
import { endEvent } from './end-event.js';
import { eventBasedGateway } from './event-based-gateway.js';
import { exclusiveGateway } from './exclusive-gateway.js';
import { inclusiveGateway } from './inclusive-gateway.js';
import { jobTask } from './job-task.js';
import { parallelGateway } from './parallel-gateway.js';
import { personTask } from './person-task.js';
import { receiveTask } from './receive-task.js';
import { scriptTask } from './script-task.js';
import { startEvent } from './start-event.js';
import { subProcess } from './sub-process.js';
import { throwEvent } from './throw-event.js';

/** Model of the elements of one type; several types share a model. */
type ModelOf<T extends ElementType, E extends ElementModel = ElementModel> = E extends { readonly type: infer U }
  ? T extends U
    ? E
    : never
  : never;

/** Every executable element and what it does: total over the model's types. */
export const behaviours = {
  'bpmn:AdHocSubProcess': adHocSubProcess,
  'bpmn:BoundaryEvent': boundaryEvent,
  'bpmn:BusinessRuleTask': businessRuleTask,
  'bpmn:CallActivity': callActivity,
  'bpmn:ComplexGateway': complexGateway,
  'bpmn:EndEvent': endEvent,
  'bpmn:EventBasedGateway': eventBasedGateway,
  'bpmn:ExclusiveGateway': exclusiveGateway,
  'bpmn:InclusiveGateway': inclusiveGateway,
  'bpmn:IntermediateCatchEvent': catchEvent,
  'bpmn:IntermediateThrowEvent': throwEvent,
  'bpmn:ManualTask': personTask,
  'bpmn:ParallelGateway': parallelGateway,
  'bpmn:ReceiveTask': receiveTask,
  'bpmn:ScriptTask': scriptTask,
  'bpmn:SendTask': jobTask,
  'bpmn:ServiceTask': jobTask,
  'bpmn:StartEvent': startEvent,
  'bpmn:SubProcess': subProcess,
  'bpmn:Task': abstractTask,
  'bpmn:Transaction': subProcess,
  'bpmn:UserTask': personTask,
} satisfies { readonly [T in ElementType]: Behaviour<ModelOf<T>> };

/** Behaviour of an element; its model is of the type that the behaviour takes, as the registry is keyed by that type. */
export function behaviourOf(element: ElementModel): Behaviour {
  return behaviours[element.type];
}
