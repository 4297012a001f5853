import { BpmnModdle } from 'bpmn-moddle';

/** Part of a BPMN text as bpmn-moddle reads it. */
interface Part {
  readonly $type: string;
  readonly id: string;
  readonly name?: string;
  readonly [property: string]: unknown;
}

interface Node extends Part {
  readonly triggeredByEvent?: boolean;
  readonly sourceRef?: Node;
  readonly targetRef?: Node;
  readonly attachedToRef?: Node;
  readonly flowElements?: Node[];
  readonly eventDefinitions?: Part[];
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

interface Definitions extends Part {
  rootElements: Writable<Node>[];
  diagrams?: unknown;
}

/** A pathway as the oracle can run it. */
export interface OracleText {
  readonly xml: string;
  /** Ids of the elements that are left. */
  readonly elements: ReadonlySet<string>;
  /** Ids of the conditional events among them. */
  readonly conditional: readonly string[];
  /** Message ids by name. */
  readonly messages: ReadonlyMap<string, string>;
}

/**
 * One text of a process and those that it calls, reduced to what bpmn-engine runs as the standard has it: without event
 * sub-processes and escalation events, started by a plain start event, with timers and conditions that the host decides.
 * @param texts BPMN of the pathway and of those that it calls
 * @param process the one that is started; the others only by calls
 * @param start start event that stands for all of its start events
 */
export async function oracleText(texts: readonly string[], process: string, start: string): Promise<OracleText> {
  const moddle = new BpmnModdle();
  const parsed = await Promise.all(texts.map((text) => moddle.fromXML(text)));
  const all = parsed.map(({ rootElement }) => rootElement as unknown as Definitions);
  const [definitions] = all;
  if (!definitions) throw new Error('no text');
  const roots = new Map(all.flatMap(({ rootElements }) => rootElements).map((root) => [root.id, root]));
  definitions.rootElements = [...roots.values()].filter(({ $type }) => $type !== 'bpmn:Collaboration');
  delete definitions.diagrams;
  for (const root of definitions.rootElements) {
    delete root['extensionElements'];
    if (root.$type === 'bpmn:Process') reduce(root, start, root.id === process);
  }
  const nodes = definitions.rootElements.flatMap(nodesIn);
  const { xml } = await moddle.toXML(definitions, { format: true });
  return {
    xml,
    elements: new Set(nodes.map(({ id }) => id)),
    conditional: nodes.filter((node) => isTriggeredBy(node, 'Conditional')).map(({ id }) => id),
    messages: new Map(
      [...roots.values()].flatMap(({ $type, id, name }) => ($type === 'bpmn:Message' && name ? [[name, id]] : [])),
    ),
  };
}

function reduce(process: Writable<Node>, start: string, isStarted: boolean): void {
  process['isExecutable'] = isStarted;
  delete process['laneSets'];
  delete process['artifacts'];
  const isKept = (node: Node): boolean => {
    if (node.triggeredByEvent || isTriggeredBy(node, 'Escalation')) return false;
    return node.$type !== 'bpmn:StartEvent' || !isStarted || node.id === start;
  };
  process.flowElements = connected((process.flowElements ?? []).filter(isKept));
  for (const node of nodesIn(process)) simplify(node);
}

/** Without the flows from and to what is gone, and without what nothing leads to any more. */
function connected(nodes: Node[]): Node[] {
  const flows = nodes.filter(({ $type }) => $type === 'bpmn:SequenceFlow');
  const isReached = (node: Node): boolean => {
    if (node.$type === 'bpmn:SequenceFlow')
      return nodes.includes(node.sourceRef as Node) && nodes.includes(node.targetRef as Node);
    if (node.$type === 'bpmn:StartEvent') return true;
    if (node.attachedToRef) return nodes.includes(node.attachedToRef);
    return flows.some(({ targetRef }) => targetRef === node);
  };
  const left = nodes.filter(isReached);
  return left.length === nodes.length ? nodes : connected(left);
}

function simplify(node: Writable<Node>): void {
  for (const property of ['extensionElements', 'incoming', 'outgoing']) delete node[property];
  if (node.$type === 'bpmn:StartEvent') delete node.eventDefinitions;
  for (const definition of (node.eventDefinitions ?? []) as Writable<Part>[]) {
    if (definition.$type === 'bpmn:TimerEventDefinition') becomeAnHour(definition);
    if (definition.$type === 'bpmn:ConditionalEventDefinition')
      (definition['condition'] as Writable<Part>)['language'] = 'feel';
  }
}

/** When it fires is told by the host. */
function becomeAnHour(timer: Writable<Part>): void {
  const expression = (timer['timeDate'] ?? timer['timeDuration'] ?? timer['timeCycle']) as Writable<Part>;
  expression['body'] = 'PT1H';
  for (const form of ['timeDate', 'timeCycle']) delete timer[form];
  timer['timeDuration'] = expression;
}

function nodesIn(container: Node): Writable<Node>[] {
  return (container.flowElements ?? []).flatMap((node) => [node, ...nodesIn(node)]);
}

function isTriggeredBy({ eventDefinitions = [] }: Node, kind: string): boolean {
  return eventDefinitions.some(({ $type }) => $type === `bpmn:${kind}EventDefinition`);
}
