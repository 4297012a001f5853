import type { FeelType } from '../../expressions/compiled-expression.js';
import type { ValueType } from '../../expressions/value-type.js';
import type { ContainerModel, ElementType, LaneModel, VariableModel } from '../executable-model.js';
import type { BpmnXml } from '../read/bpmn-xml.js';

/** Names that an expression may read, with their types. */
export type Names = ReadonlyMap<string, FeelType>;

/** A process or sub-process while it is being compiled. */
export interface ContainerDraft {
  readonly id: string;
  readonly xml: BpmnXml;
  readonly kind: ContainerModel['kind'];
  readonly process: ProcessDraft;
  /** The sub-process activity; absent for a process. */
  readonly activity?: NodeDraft;
  readonly parent?: ContainerDraft;
  readonly nodes: NodeDraft[];
  readonly flows: FlowDraft[];
  readonly artifacts: readonly BpmnXml[];
  /** Declared in this container. */
  variables: readonly VariableModel[];
  /** Everything that can be read here; filled in before any expression is compiled. */
  names: Names;
}

export interface ProcessDraft {
  readonly id: string;
  readonly xml: BpmnXml;
  /** Pool of the process. */
  readonly participant?: BpmnXml;
  readonly isGlobalTask: boolean;
  /** All containers of the process, outer ones first. */
  readonly containers: ContainerDraft[];
  /** Everything that it declares or that its elements write; filled in with the names of its containers. */
  types: Map<string, ValueType>;
}

/** A flow node while it is being compiled. */
export interface NodeDraft {
  readonly id: string;
  readonly name: string;
  readonly type: ElementType;
  readonly xml: BpmnXml;
  readonly container: ContainerDraft;
  readonly incoming: FlowDraft[];
  readonly outgoing: FlowDraft[];
  readonly boundaries: NodeDraft[];
  /** Activity that a boundary event is attached to. */
  attachedTo?: NodeDraft;
  /** What is inside a sub-process. */
  inner?: ContainerDraft;
  lane?: LaneModel;
}

export interface FlowDraft {
  readonly id: string;
  readonly xml: BpmnXml;
  readonly source: NodeDraft;
  readonly target: NodeDraft;
}

/** Everything that was found in the definitions, in document order. */
export interface Drafts {
  readonly processes: readonly ProcessDraft[];
  readonly nodes: ReadonlyMap<string, NodeDraft>;
  readonly flows: ReadonlyMap<string, FlowDraft>;
  readonly lanes: readonly LaneModel[];
  /** Past the bound: nothing more is compiled. */
  readonly isTooLarge: boolean;
}
