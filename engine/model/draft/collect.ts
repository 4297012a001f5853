import type { ForeignSettings } from '../foreign/foreign-settings.js';
import type { ContainerModel, ElementType } from '../executable-model.js';
import { isFeel } from '../expression-reader.js';
import { MAX_ELEMENTS } from '../read/bounds.js';
import type { BpmnXml } from '../read/bpmn-xml.js';
import { sourceOf } from '../read/bpmn-xml.js';
import type { Report } from '../report.js';
import { isReserved } from '../safe-record.js';
import type { ContainerDraft, Drafts, FlowDraft, NodeDraft, ProcessDraft } from './drafts.js';
import { DATA_ELEMENTS, GLOBAL_TASKS, holdsFlow, isActivity, isFlowNode, ROOT_ELEMENTS } from './element-types.js';
import { reportKept } from './kept-parts.js';
import { collectLanes } from './lanes.js';

/** Finds all processes with their nodes, flows and lanes, and ties them together. */
export function collect(definitions: BpmnXml, report: Report, foreign: ForeignSettings): Drafts {
  return new Collector(definitions, report, foreign).collect();
}

class Collector {
  readonly #nodes = new Map<string, NodeDraft>();
  readonly #flows = new Map<string, FlowDraft>();
  readonly #pending: { readonly xml: BpmnXml; readonly container: ContainerDraft }[] = [];
  readonly #processes: ProcessDraft[] = [];
  #count = 0;

  constructor(
    readonly definitions: BpmnXml,
    readonly report: Report,
    readonly foreign: ForeignSettings,
  ) {}

  collect(): Drafts {
    this.#readDefinitions();
    const roots = this.definitions.rootElements ?? [];
    const pools = poolsOf(roots);
    for (const root of roots) this.#collectRoot(root, pools);
    if (this.#processes.length === 0) this.report.add('NO_EXECUTABLE_PROCESS', this.definitions);
    for (const { xml, container } of this.#pending) this.#collectFlow(xml, container);
    for (const node of this.#nodes.values()) this.#attach(node);
    const see = (lane: BpmnXml) => this.#see(lane);
    const lanes = this.#processes.flatMap((process) => collectLanes(process, this.#nodes, see, this.report));
    const isTooLarge = this.#count > MAX_ELEMENTS;
    if (isTooLarge) this.report.add('TOO_MANY_ELEMENTS', this.definitions, { limit: MAX_ELEMENTS });
    return { processes: this.#processes, nodes: this.#nodes, flows: this.#flows, lanes, isTooLarge };
  }

  #readDefinitions(): void {
    const { definitions, report } = this;
    this.foreign.read(definitions);
    const language = definitions.expressionLanguage;
    if (!isFeel(language) && !/xpath/i.test(language ?? '')) {
      report.add('EXPRESSION_LANGUAGE_NOT_FEEL', definitions, { what: 'model', language: language ?? '' });
    }
    if (definitions.imports) report.add('KEPT_WITHOUT_EFFECT', definitions, { what: 'An import' });
    if (definitions.relationships) report.add('KEPT_WITHOUT_EFFECT', definitions, { what: 'A relationship' });
    if (definitions.extensions?.some(({ mustUnderstand }) => mustUnderstand === true)) {
      report.add('EXTENSION_MUST_BE_UNDERSTOOD', definitions);
    }
  }

  #collectRoot(root: BpmnXml, pools: ReadonlyMap<BpmnXml, BpmnXml>): void {
    this.#see(root);
    const globalType = GLOBAL_TASKS[root.$type];
    if (!ROOT_ELEMENTS.has(root.$type)) this.report.add('ELEMENT_NOT_EXECUTABLE', root, { type: typeName(root.$type) });
    else if (globalType) this.#collectGlobalTask(root, globalType);
    else if (root.$type === 'bpmn:Process') this.#collectProcess(root, pools.get(root));
    else if (root.$type === 'bpmn:Collaboration') this.#collectCollaboration(root);
    else for (const part of root.eventDefinitions ?? []) this.foreign.read(part);
  }

  #collectCollaboration(xml: BpmnXml): void {
    for (const participant of xml.participants ?? []) this.#see(participant);
    for (const flow of xml.messageFlows ?? []) this.#see(flow);
    for (const conversation of xml.conversations ?? []) {
      this.report.add('KEPT_WITHOUT_EFFECT', conversation, { what: 'A conversation' });
    }
  }

  #collectProcess(xml: BpmnXml, participant: BpmnXml | undefined): void {
    if (xml.isExecutable !== true) {
      this.report.add('PROCESS_NOT_EXECUTABLE', xml);
      this.#countInside(xml);
      return;
    }
    const process: ProcessDraft = {
      id: xml.id ?? '',
      xml,
      isGlobalTask: false,
      containers: [],
      types: new Map(),
      ...(participant && { participant }),
    };
    this.#processes.push(process);
    this.#collectContainer(xml, process, 'process');
  }

  #collectGlobalTask(xml: BpmnXml, type: ElementType): void {
    const process: ProcessDraft = { id: xml.id ?? '', xml, isGlobalTask: true, containers: [], types: new Map() };
    this.#processes.push(process);
    const container = newContainer(xml, process, 'globalTask');
    process.containers.push(container);
    this.#addNode(xml, type, container);
  }

  #collectContainer(
    xml: BpmnXml,
    process: ProcessDraft,
    kind: ContainerModel['kind'],
    activity?: NodeDraft,
  ): ContainerDraft {
    const container = newContainer(xml, process, kind, activity);
    process.containers.push(container);
    for (const element of xml.flowElements ?? []) this.#collectElement(element, container);
    for (const artifact of container.artifacts) this.#see(artifact);
    return container;
  }

  #collectElement(xml: BpmnXml, container: ContainerDraft): void {
    this.#see(xml);
    if (this.#count > MAX_ELEMENTS) return;
    if (xml.$type === 'bpmn:SequenceFlow') this.#pending.push({ xml, container });
    else if (isFlowNode(xml.$type)) this.#collectNode(xml, xml.$type, container);
    else if (xml.$type === 'bpmn:DataStoreReference')
      this.report.add('KEPT_WITHOUT_EFFECT', xml, { what: 'A data store' });
    else if (!DATA_ELEMENTS.has(xml.$type)) {
      this.report.add('ELEMENT_NOT_EXECUTABLE', xml, { type: typeName(xml.$type) });
    }
  }

  #collectNode(xml: BpmnXml, type: ElementType, container: ContainerDraft): void {
    const node = this.#addNode(xml, type, container);
    if (node && holdsFlow(type)) node.inner = this.#collectContainer(xml, container.process, kindOf(xml), node);
  }

  #addNode(xml: BpmnXml, type: ElementType, container: ContainerDraft): NodeDraft | undefined {
    if (xml.id === undefined) {
      this.report.add('ID_MISSING', { name: xml.name ?? container.id }, { type: typeName(xml.$type) });
      return undefined;
    }
    const name = xml.name ?? '';
    const node: NodeDraft = { id: xml.id, name, type, xml, container, incoming: [], outgoing: [], boundaries: [] };
    container.nodes.push(node);
    this.#nodes.set(node.id, node);
    return node;
  }

  /** A sequence flow joins two nodes of one container (7.6.1: it cannot cross a sub-process or pool boundary). */
  #collectFlow(xml: BpmnXml, container: ContainerDraft): void {
    const source = this.#nodes.get(sourceOf(xml)?.id ?? '');
    const target = this.#nodes.get(xml.targetRef?.id ?? '');
    if (xml.id === undefined) return this.report.add('ID_MISSING', { name: container.id }, { type: 'sequence flow' });
    if (!source) return this.report.add('FLOW_WITHOUT_SOURCE', xml);
    if (!target) return this.report.add('FLOW_WITHOUT_TARGET', xml);
    if (source.container !== target.container) {
      return this.report.add('FLOW_CROSSES_BOUNDARY', xml, { source: source.id, target: target.id });
    }
    const flow: FlowDraft = { id: xml.id, xml, source, target };
    source.outgoing.push(flow);
    target.incoming.push(flow);
    source.container.flows.push(flow);
    this.#flows.set(flow.id, flow);
  }

  /** A boundary event belongs to an activity of its own container (10.5.4). */
  #attach(node: NodeDraft): void {
    if (node.type !== 'bpmn:BoundaryEvent') return;
    const host = this.#nodes.get(node.xml.attachedToRef?.id ?? '');
    if (!host || !isActivity(host.type) || host.container !== node.container) {
      return this.report.add('BOUNDARY_NOT_ATTACHED', node.xml);
    }
    node.attachedTo = host;
    host.boundaries.push(node);
  }

  #see(xml: BpmnXml): void {
    this.#count += 1;
    if (xml.id !== undefined && isReserved(xml.id)) this.report.add('RESERVED_ID', xml, { id: xml.id });
    this.foreign.read(xml);
    if (xml.loopCharacteristics) this.foreign.read(xml.loopCharacteristics);
    if (xml.conditionExpression) this.foreign.read(xml.conditionExpression as BpmnXml);
    reportKept(xml, this.report);
  }

  /** A process that is not executable counts towards the bounds and is otherwise only drawn. */
  #countInside(xml: BpmnXml): void {
    for (const element of xml.flowElements ?? []) {
      this.#count += 1;
      if (this.#count > MAX_ELEMENTS) return;
      this.#countInside(element);
    }
  }
}

function newContainer(
  xml: BpmnXml,
  process: ProcessDraft,
  kind: ContainerModel['kind'],
  activity?: NodeDraft,
): ContainerDraft {
  return {
    id: xml.id ?? '',
    xml,
    kind,
    process,
    ...(activity && { activity, parent: activity.container }),
    nodes: [],
    flows: [],
    artifacts: xml.artifacts ?? [],
    variables: [],
    names: new Map(),
  };
}

function kindOf(xml: BpmnXml): ContainerModel['kind'] {
  if (xml.$type === 'bpmn:Transaction') return 'transaction';
  if (xml.$type === 'bpmn:AdHocSubProcess') return 'adHoc';
  return xml.triggeredByEvent ? 'eventSubProcess' : 'subProcess';
}

function poolsOf(roots: readonly BpmnXml[]): ReadonlyMap<BpmnXml, BpmnXml> {
  const participants = roots.flatMap((root) => (root.$type === 'bpmn:Collaboration' ? (root.participants ?? []) : []));
  return new Map(participants.flatMap((pool) => (pool.processRef ? [[pool.processRef, pool] as const] : [])));
}

/** `bpmn:ChoreographyTask` as a person reads it: "choreography task". */
export function typeName(type: string): string {
  return type
    .slice(type.indexOf(':') + 1)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
}
