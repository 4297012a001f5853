import type { CompiledDecision } from '../decisions/compiled-decision.js';
import type { CompiledExpression, FeelType } from '../expressions/compiled-expression.js';
import type { ValueType, ValueTypes } from '../expressions/value-type.js';

/**
 * What `compile` makes of a BPMN text and what `step` runs: plain frozen objects, shared by all instances.
 * Everything is found by element id, so that saved state never depends on an order.
 */
export interface ExecutableModel {
  /** Content hash of the BPMN text with its forms and decisions: names the model in environments and in state. */
  readonly key: string;
  readonly definitionsId: string;
  readonly name: string;
  /** IANA zone in which calendar durations, `now()` and `today()` are counted. */
  readonly zone: string;
  /** Executable processes and global tasks by id, in document order. */
  readonly processes: Readonly<Record<string, ProcessModel>>;
  /** Processes and sub-processes by id: what a scope can be opened for. */
  readonly containers: Readonly<Record<string, ContainerModel>>;
  /** Every flow node of every process, nested ones included. */
  readonly elements: Readonly<Record<string, ElementModel>>;
  readonly flows: Readonly<Record<string, FlowModel>>;
  /** Every way in which an event outside can create an instance of one of the processes. */
  readonly starts: readonly StartModel[];
  readonly messageFlows: readonly MessageFlowModel[];
  /** What the XML holds that has no effect on execution, reported rather than dropped. */
  readonly lanes: Readonly<Record<string, LaneModel>>;
  /** Names and descriptions in other languages than the drawing's, by element id and language (`pathway:text`). */
  readonly texts: ElementTexts;
}

export type ElementTexts = Readonly<
  Record<string, Readonly<Record<string, { readonly name?: string; readonly description?: string }>>>
>;

export interface ContainerModel {
  readonly id: string;
  readonly kind: 'process' | 'subProcess' | 'eventSubProcess' | 'transaction' | 'adHoc' | 'globalTask';
  readonly name: string;
  /** Process that this container belongs to (itself for a process). */
  readonly process: string;
  /** Elements that receive a token when the scope opens: none start events, else activities and gateways without incoming flow (13.2). */
  readonly initial: readonly string[];
  /** Event sub-processes to arm when the scope opens. */
  readonly eventSubProcesses: readonly string[];
  /** Declared data: properties, data objects and (for a process) variables of the pathway extension, with start value null. */
  readonly variables: readonly VariableModel[];
  /** All flow nodes directly inside. */
  readonly elements: readonly string[];
}

export interface ProcessModel extends ContainerModel {
  readonly kind: 'process' | 'globalTask';
  readonly isExecutable: boolean;
  /** FEEL, evaluated at start on the start variables; without it the command's business key is kept. */
  readonly businessKey?: CompiledExpression;
  /** Several instances with one business key may run at a time; absent: just one (what runs them sees to it). */
  readonly severalInstances?: true;
  readonly participant?: string;
  /** Form of the start event, giving the types of start variables. */
  readonly startForm?: FormModel;
  /** Every name that the process declares or that its elements write, as expressions were compiled with it. */
  readonly types: ValueTypes;
}

export interface VariableModel {
  /** Name in FEEL and in the instance's variables. */
  readonly name: string;
  readonly type: FeelType;
  readonly isCollection: boolean;
  /** Type of the whole value, the collection included: how entered values are tagged. */
  readonly valueType: ValueType;
  /** BPMN id of the property, data object or data input/output; equal to the name for declared variables. */
  readonly id: string;
}

export interface FlowModel {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly name: string;
  readonly condition?: CompiledExpression;
  /** True where the source names this flow as its default. */
  readonly isDefault: boolean;
}

export interface MessageFlowModel {
  readonly id: string;
  /** Element or participant id. */
  readonly source: string;
  readonly target: string;
  readonly message?: string;
}

export interface LaneModel {
  readonly id: string;
  readonly name: string;
  readonly serviceLevel?: ServiceLevel;
  readonly candidateGroup?: string;
  readonly elements: readonly string[];
}

export type ServiceLevel = 'gp' | 'municipality' | 'specialist';

/** Who does a user task and with what (pathway extension). */
export interface AssignmentModel {
  readonly lane?: string;
  readonly serviceLevel?: ServiceLevel;
  readonly candidateGroup?: string;
}

export interface FormModel {
  readonly id: string;
  /** JSON Schema 2020-12. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Type of each top-level field, from `type` and `format`, down into lists and objects: how entered values are tagged. */
  readonly fields: ValueTypes;
}

export interface StartModel {
  readonly process: string;
  /** Start event, instantiating receive task, or the event after an instantiating event-based gateway. */
  readonly element: string;
  /** `none` is a plain start event. */
  readonly trigger: Trigger | { readonly kind: 'none' };
  /** Where the element stands behind an instantiating event-based gateway. */
  readonly gateway?: string;
}

// ------------------------------------------------------------------ elements

export type ElementModel = ActivityModel | EventModel | GatewayModel;
export type ElementType = ElementModel['type'];

interface NodeModel {
  readonly id: string;
  readonly name: string;
  /** Id of the process or sub-process that directly holds the element. */
  readonly container: string;
  readonly process: string;
  /** Sequence flow ids in document order. */
  readonly incoming: readonly string[];
  readonly outgoing: readonly string[];
  /** Outgoing flow named by `default`. */
  readonly defaultFlow?: string;
  /** Mappings into local variables on entry, and out of them on completion. Data associations are compiled to these. */
  readonly inputs: readonly Mapping[];
  readonly outputs: readonly Mapping[];
  /**
   * For each inclusive or complex gateway id that a token here can reach without crossing it: its incoming flows
   * that can be reached (13.4.3). A token waiting on a flow counts as standing at the flow's target.
   */
  readonly reaches: Readonly<Record<string, readonly string[]>>;
}

/** One assignment: evaluates `source` and stores it as variable `target`. */
export interface Mapping {
  readonly source: CompiledExpression;
  /** Variable name; a path `a.b` assigns inside a context. */
  readonly target: string;
  /** Type of the target where it is declared: how a plain JSON value is tagged. */
  readonly type: FeelType;
}

interface ActivityBase extends NodeModel {
  /** Boundary events attached to it, in document order. */
  readonly boundaries: readonly string[];
  readonly loop?: LoopModel;
  readonly startQuantity: number;
  readonly completionQuantity: number;
  readonly isForCompensation: boolean;
  /** Activity associated with a compensation boundary event. */
  readonly compensationHandler?: string;
  /** Properties and data inputs/outputs: local variables. */
  readonly variables: readonly VariableModel[];
  /** True if the activity has an input/output specification or output mappings: then results stay local, else they go to the scope. */
  readonly isolatesOutput: boolean;
}

export interface TaskModel extends ActivityBase {
  readonly type: 'bpmn:UserTask' | 'bpmn:ManualTask' | 'bpmn:Task';
  readonly form?: FormModel;
  readonly assignment: AssignmentModel;
}

export interface JobTaskModel extends ActivityBase {
  readonly type: 'bpmn:ServiceTask' | 'bpmn:SendTask';
  /** Job topic; absent where the task throws a message instead. */
  readonly topic?: string;
  readonly retries: number;
  /** A send task (or service task with an operation) without a topic throws this message. */
  readonly message?: MessageTrigger;
}

export interface ReceiveTaskModel extends ActivityBase {
  readonly type: 'bpmn:ReceiveTask';
  readonly message: MessageTrigger;
  readonly instantiate: boolean;
}

export interface ScriptTaskModel extends ActivityBase {
  readonly type: 'bpmn:ScriptTask';
  readonly script: CompiledExpression;
  /** Without it the entries of a context result become variables. */
  readonly resultVariable?: string;
}

export interface BusinessRuleTaskModel extends ActivityBase {
  readonly type: 'bpmn:BusinessRuleTask';
  readonly decision: CompiledDecision;
  /** Without it the entries of a context result become variables, or the decision's name does. */
  readonly resultVariable?: string;
}

export interface CallActivityModel extends ActivityBase {
  readonly type: 'bpmn:CallActivity';
  readonly calledElement: string;
  readonly binding: 'latest' | 'deployment' | 'version';
  readonly version?: number;
  /** In mappings are `inputs`, out mappings `outputs`; these say that all variables go in or come out. */
  readonly passAllIn: boolean;
  readonly passAllOut: boolean;
}

export interface SubProcessModel extends ActivityBase {
  readonly type: 'bpmn:SubProcess' | 'bpmn:Transaction';
  readonly triggeredByEvent: boolean;
}

export interface AdHocSubProcessModel extends ActivityBase {
  readonly type: 'bpmn:AdHocSubProcess';
  readonly ordering: 'parallel' | 'sequential';
  readonly completionCondition?: CompiledExpression;
  readonly cancelRemainingInstances: boolean;
}

export type ActivityModel =
  | TaskModel
  | JobTaskModel
  | ReceiveTaskModel
  | ScriptTaskModel
  | BusinessRuleTaskModel
  | CallActivityModel
  | SubProcessModel
  | AdHocSubProcessModel;

export interface EventModel extends NodeModel {
  readonly type:
    | 'bpmn:StartEvent'
    | 'bpmn:EndEvent'
    | 'bpmn:IntermediateCatchEvent'
    | 'bpmn:IntermediateThrowEvent'
    | 'bpmn:BoundaryEvent';
  /** Empty for a none event; several for a multiple event. */
  readonly triggers: readonly Trigger[];
  /** All triggers are needed, not one of them. */
  readonly parallelMultiple: boolean;
  /** Boundary events: `cancelActivity`; start events of event sub-processes: `isInterrupting`; else true. */
  readonly interrupting: boolean;
  readonly attachedTo?: string;
}

export interface GatewayModel extends NodeModel {
  readonly type:
    | 'bpmn:ExclusiveGateway'
    | 'bpmn:ParallelGateway'
    | 'bpmn:InclusiveGateway'
    | 'bpmn:EventBasedGateway'
    | 'bpmn:ComplexGateway';
  /** Event-based gateways. */
  readonly instantiate: boolean;
  readonly eventGatewayType: 'exclusive' | 'parallel';
  /** Complex gateways. */
  readonly activationCondition?: CompiledExpression;
}

// ------------------------------------------------------------------ event triggers

export interface MessageTrigger {
  readonly kind: 'message';
  readonly name: string;
  /** Correlation key of a subscription, evaluated on the variables of the scope; absent: the instance's business key. */
  readonly key?: CompiledExpression;
  /** Standard correlation: key of an arriving or thrown message, evaluated on its payload. */
  readonly payloadKey?: CompiledExpression;
  /** Payload types, from the message's `itemRef`. */
  readonly fields: ValueTypes;
}

export interface TimerTrigger {
  readonly kind: 'timer';
  readonly form: 'date' | 'duration' | 'cycle';
  /** Evaluates to an ISO 8601 text or a FEEL date, date and time or duration. A literal in the XML is compiled to a constant. */
  readonly value: CompiledExpression;
}

export interface SignalTrigger {
  readonly kind: 'signal';
  readonly name: string;
}
export interface ConditionalTrigger {
  readonly kind: 'conditional';
  readonly condition: CompiledExpression;
}
/** Without a code it catches every error; an error end event always has one. */
export interface ErrorTrigger {
  readonly kind: 'error';
  readonly code?: string;
}
export interface EscalationTrigger {
  readonly kind: 'escalation';
  readonly code?: string;
}
export interface CompensationTrigger {
  readonly kind: 'compensation';
  /** Activity to compensate; absent: all completed activities of the scope, last first. */
  readonly activity?: string;
  readonly wait: boolean;
}
export interface LinkTrigger {
  readonly kind: 'link';
  readonly name: string;
  /** Catch event of the same scope, on the throwing side. */ readonly target?: string;
}
export interface TerminateTrigger {
  readonly kind: 'terminate';
}
export interface CancelTrigger {
  readonly kind: 'cancel';
}

export type Trigger =
  | MessageTrigger
  | TimerTrigger
  | SignalTrigger
  | ConditionalTrigger
  | ErrorTrigger
  | EscalationTrigger
  | CompensationTrigger
  | LinkTrigger
  | TerminateTrigger
  | CancelTrigger;

// ------------------------------------------------------------------ loops

export interface StandardLoopModel {
  readonly kind: 'standard';
  /** A while condition (13.3.6): the activity runs as long as it is true. */
  readonly condition?: CompiledExpression;
  readonly testBefore: boolean;
  readonly maximum?: number;
}

export interface MultiInstanceModel {
  readonly kind: 'multiInstance';
  readonly sequential: boolean;
  /** Number of instances; or a collection. One of the two is present. */
  readonly cardinality?: CompiledExpression;
  readonly collection?: CompiledExpression;
  /** Variable of each instance that holds its item. */
  readonly inputItem?: string;
  /** Variable of each instance that is gathered, and the list it is gathered into (in the order of the instances). */
  readonly outputItem?: string;
  readonly outputCollection?: string;
  readonly completionCondition?: CompiledExpression;
  readonly behavior: 'none' | 'one' | 'all' | 'complex';
  /** `none` and `one`: the event thrown on each or on the first completion. */
  readonly event?: Trigger;
  readonly complex: readonly { readonly condition: CompiledExpression; readonly event: Trigger }[];
}

export type LoopModel = StandardLoopModel | MultiInstanceModel;
