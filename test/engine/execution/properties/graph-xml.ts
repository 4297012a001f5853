import { VARIABLES, type Graph, type GraphNode } from './graphs.js';

/** Attributes and content of each kind of node; its flows are written apart. */
const bodies: Record<
  GraphNode['type'],
  (variable: string) => readonly [tag: string, content: string, attributes?: string]
> = {
  userTask: () => ['userTask', ''],
  task: () => ['task', ''],
  exclusiveGateway: () => ['exclusiveGateway', ''],
  parallelGateway: () => ['parallelGateway', ''],
  inclusiveGateway: () => ['inclusiveGateway', ''],
  complexGateway: () => [
    'complexGateway',
    '<bpmn:activationCondition xsi:type="bpmn:tFormalExpression">activationCount &gt;= 1</bpmn:activationCondition>',
  ],
  timer: () => ['intermediateCatchEvent', timer('timeDuration', 'PT12H')],
  signalThrow: () => ['intermediateThrowEvent', '<bpmn:signalEventDefinition signalRef="Signal_Changed"/>'],
  signalCatch: () => ['intermediateCatchEvent', '<bpmn:signalEventDefinition signalRef="Signal_Changed"/>'],
  job: () => ['serviceTask', '', ' pathway:topic="measure"'],
  multiInstance: (variable) => [
    'userTask',
    `<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">2</bpmn:loopCardinality>
     <bpmn:completionCondition xsi:type="bpmn:tFormalExpression">${variable}</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics>`,
  ],
  standardLoop: (variable) => [
    'userTask',
    `<bpmn:standardLoopCharacteristics loopMaximum="3"><bpmn:loopCondition xsi:type="bpmn:tFormalExpression">${variable}</bpmn:loopCondition></bpmn:standardLoopCharacteristics>`,
  ],
  subProcess: () => ['subProcess', ''],
  eventGateway: () => ['eventBasedGateway', ''],
  callActivity: () => [
    'callActivity',
    '',
    ' calledElement="Process_Called" pathway:passAllIn="true" pathway:passAllOut="true"',
  ],
  transaction: () => ['transaction', ''],
  adHoc: (variable) => [
    'adHocSubProcess',
    `<bpmn:completionCondition xsi:type="bpmn:tFormalExpression">${variable}</bpmn:completionCondition>`,
  ],
  link: () => ['intermediateThrowEvent', ''],
};

const ACTIVITIES = new Set([
  'userTask',
  'task',
  'job',
  'multiInstance',
  'standardLoop',
  'subProcess',
  'callActivity',
  'transaction',
  'adHoc',
]);

/** The process that call activities call: a task, then an error or a good end. */
const CALLED = `<bpmn:process id="Process_Called" isExecutable="true">
<bpmn:extensionElements><pathway:variables>${declared()}</pathway:variables></bpmn:extensionElements>
<bpmn:startEvent id="Called_Start"/><bpmn:userTask id="Called_Task"/><bpmn:exclusiveGateway id="Called_Choice" default="Called_Flow_3"/>
<bpmn:endEvent id="Called_End"/><bpmn:endEvent id="Called_Stop"><bpmn:errorEventDefinition errorRef="Error_Stop"/></bpmn:endEvent>
<bpmn:sequenceFlow id="Called_Flow_1" sourceRef="Called_Start" targetRef="Called_Task"/>
<bpmn:sequenceFlow id="Called_Flow_2" sourceRef="Called_Task" targetRef="Called_Choice"/>
<bpmn:sequenceFlow id="Called_Flow_3" sourceRef="Called_Choice" targetRef="Called_End"/>
<bpmn:sequenceFlow id="Called_Flow_4" sourceRef="Called_Choice" targetRef="Called_Stop">
<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">v0</bpmn:conditionExpression></bpmn:sequenceFlow></bpmn:process>`;

function declared(): string {
  return Array.from({ length: VARIABLES }, (_, index) => `<pathway:variable name="v${index}" type="boolean"/>`).join(
    '',
  );
}
const CONDITIONED = new Set(['exclusiveGateway', 'inclusiveGateway', 'complexGateway']);

function timer(form: string, value: string): string {
  return `<bpmn:timerEventDefinition><bpmn:${form} xsi:type="bpmn:tFormalExpression">${value}</bpmn:${form}></bpmn:timerEventDefinition>`;
}

function linkTo(id: string): string {
  return `<bpmn:linkEventDefinition name="${id}"/>`;
}

/** BPMN text of a graph: every node can be reached, and what has no way out ends. */
export function graphXml(graph: Graph): string {
  const writer = new GraphWriter(graph);
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:pathway="urn:samlop:pathway:1" id="Definitions_Graph" targetNamespace="urn:samlop:properties">
<bpmn:error id="Error_Stop" name="Stop" errorCode="stop"/>
<bpmn:escalation id="Escalation_Help" name="Help" escalationCode="help"/>
<bpmn:signal id="Signal_Changed" name="Changed"/>
<bpmn:message id="Message_News" name="News"/>
<bpmn:process id="Process_Graph" isExecutable="true">
<bpmn:extensionElements><pathway:variables>${declared()}</pathway:variables></bpmn:extensionElements>
${writer.text()}
</bpmn:process>${CALLED}</bpmn:definitions>`;
}

class GraphWriter {
  private readonly lines: string[] = [];
  private readonly outgoing = new Map<string, { readonly id: string; readonly target: string }[]>();
  private flowCount = 0;

  constructor(private readonly graph: Graph) {}

  text(): string {
    const { nodes } = this.graph;
    this.lines.push('<bpmn:startEvent id="Start"/>');
    this.connect('Start', this.idAt(0));
    nodes.forEach((node, index) => {
      if (index > 0) this.connect(this.wayOut(node.from % index), this.idAt(index));
      for (const target of node.to) this.connect(this.wayOut(index), this.idAt(target % nodes.length));
    });
    nodes.forEach((node, index) => this.writeEnd(node, index));
    nodes.forEach((node, index) => this.writeNode(node, index));
    this.writeFlows();
    this.writeEventSubProcess();
    return this.lines.join('\n');
  }

  private idAt(index: number): string {
    return `Node_${index}`;
  }

  /** Flows of a link leave from the event that catches it. */
  private wayOut(index: number): string {
    const id = this.idAt(index);
    return this.graph.nodes[index]?.type === 'link' ? `${id}_Link` : id;
  }

  /** Behind an event-based gateway every flow leads to an event of its own, and on to the target from there. */
  private connect(source: string, target: string): void {
    const node = this.graph.nodes[Number(source.slice('Node_'.length))];
    if (node?.type === 'eventGateway') {
      const event = `${source}_Event_${++this.flowCount}`;
      this.lines.push(`<bpmn:intermediateCatchEvent id="${event}">${this.anEvent()}</bpmn:intermediateCatchEvent>`);
      this.addFlow(source, event);
      this.addFlow(event, target);
    } else this.addFlow(source, target);
  }

  private anEvent(): string {
    return this.flowCount % 2 === 0
      ? timer('timeDuration', 'PT6H')
      : '<bpmn:messageEventDefinition messageRef="Message_News"/>';
  }

  private addFlow(source: string, target: string): void {
    const id = `Flow_${++this.flowCount}`;
    const flows = this.outgoing.get(source) ?? [];
    flows.push({ id, target });
    this.outgoing.set(source, flows);
  }

  private writeEnd(node: GraphNode, index: number): void {
    const id = this.wayOut(index);
    const flows = this.outgoing.get(id) ?? [];
    if (node.type === 'eventGateway' && flows.length < 2) {
      this.connect(id, this.end(node, `${id}_a`));
      this.connect(id, this.end(node, `${id}_b`));
    } else if (flows.length === 0) this.connect(id, this.end(node, id));
  }

  private end(node: GraphNode, suffix: string): string {
    const definitions = {
      none: '',
      terminate: '<bpmn:terminateEventDefinition/>',
      error: '<bpmn:errorEventDefinition errorRef="Error_Stop"/>',
      escalation: '<bpmn:escalationEventDefinition escalationRef="Escalation_Help"/>',
      compensation: '<bpmn:compensateEventDefinition/>',
    };
    const id = `End_${suffix}`;
    this.lines.push(`<bpmn:endEvent id="${id}">${definitions[node.end]}</bpmn:endEvent>`);
    return id;
  }

  private writeNode(node: GraphNode, index: number): void {
    const id = this.idAt(index);
    const [tag, content, attributes = ''] = bodies[node.type](`v${node.variable}`);
    const flows = this.outgoing.get(id) ?? [];
    const isDefault = CONDITIONED.has(node.type) && flows.length > 1 ? ` default="${flows[0]?.id ?? ''}"` : '';
    this.lines.push(
      `<bpmn:${tag} id="${id}"${attributes}${isDefault}>${this.inside(node, id)}${content}</bpmn:${tag}>`,
    );
    if (node.type === 'link')
      this.lines.push(`<bpmn:intermediateCatchEvent id="${id}_Link">${linkTo(id)}</bpmn:intermediateCatchEvent>`);
    if (node.type === 'transaction') this.writeCancelled(id);
    if (ACTIVITIES.has(node.type)) this.writeBoundary(node, id);
  }

  private inside(node: GraphNode, id: string): string {
    switch (node.type) {
      case 'subProcess':
      case 'transaction':
        return this.subProcess(id, node);
      case 'adHoc':
        return `<bpmn:userTask id="${id}_First"/><bpmn:userTask id="${id}_Second"/>`;
      case 'link':
        return linkTo(id);
      default:
        return '';
    }
  }

  private writeCancelled(id: string): void {
    const boundary = `${id}_Cancel`;
    this.lines.push(
      `<bpmn:boundaryEvent id="${boundary}" attachedToRef="${id}"><bpmn:cancelEventDefinition/></bpmn:boundaryEvent>`,
      `<bpmn:userTask id="${id}_AfterCancel"/>`,
    );
    this.addFlow(boundary, `${id}_AfterCancel`);
  }

  /** A task that can be compensated, then an end of the node's kind, if a truth value says so. */
  private subProcess(id: string, node: GraphNode): string {
    const inner = (name: string): string => `${id}_${name}`;
    const stop = inner('Stop');
    const end =
      node.type === 'transaction'
        ? `<bpmn:endEvent id="${stop}"><bpmn:cancelEventDefinition/></bpmn:endEvent>`
        : this.innerEnd(node.end, stop);
    return `<bpmn:startEvent id="${inner('Start')}"/><bpmn:userTask id="${inner('Task')}"/>
<bpmn:boundaryEvent id="${inner('Undo')}" attachedToRef="${inner('Task')}"><bpmn:compensateEventDefinition/></bpmn:boundaryEvent>
<bpmn:userTask id="${inner('Handler')}" isForCompensation="true"/>
<bpmn:association id="${inner('Association')}" sourceRef="${inner('Undo')}" targetRef="${inner('Handler')}" associationDirection="One"/>
<bpmn:exclusiveGateway id="${inner('Choice')}" default="${inner('Flow_3')}"/><bpmn:endEvent id="${inner('End')}"/>${end}
<bpmn:sequenceFlow id="${inner('Flow_1')}" sourceRef="${inner('Start')}" targetRef="${inner('Task')}"/>
<bpmn:sequenceFlow id="${inner('Flow_2')}" sourceRef="${inner('Task')}" targetRef="${inner('Choice')}"/>
<bpmn:sequenceFlow id="${inner('Flow_3')}" sourceRef="${inner('Choice')}" targetRef="${inner('End')}"/>
<bpmn:sequenceFlow id="${inner('Flow_4')}" sourceRef="${inner('Choice')}" targetRef="${inner('Stop')}">
<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">v${node.variable}</bpmn:conditionExpression></bpmn:sequenceFlow>`;
  }

  private innerEnd(kind: GraphNode['end'], id: string): string {
    const before = this.lines.length;
    this.end({ end: kind } as GraphNode, 'Inner');
    return (this.lines.splice(before)[0] ?? '').replace('End_Inner', id);
  }

  private writeBoundary(node: GraphNode, id: string): void {
    const events = {
      none: '',
      timer: timer('timeDuration', 'PT24H'),
      repeatingTimer: timer('timeCycle', 'R3/PT8H'),
      error: '<bpmn:errorEventDefinition errorRef="Error_Stop"/>',
      message: '<bpmn:messageEventDefinition messageRef="Message_News"/>',
      conditional: `<bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">v${node.variable}</bpmn:condition></bpmn:conditionalEventDefinition>`,
    };
    if (node.boundary === 'none') return;
    const interrupts = node.boundary === 'error' || node.boundary === 'timer' || node.boundary === 'conditional';
    const boundary = `${id}_Boundary`;
    this.lines.push(
      `<bpmn:boundaryEvent id="${boundary}" attachedToRef="${id}" cancelActivity="${interrupts}">${events[node.boundary]}</bpmn:boundaryEvent>`,
      `<bpmn:userTask id="${id}_Handled"/>`,
    );
    this.addFlow(boundary, `${id}_Handled`);
  }

  private writeFlows(): void {
    for (const [source, flows] of this.outgoing) {
      const node = this.graph.nodes[Number(source.slice('Node_'.length))];
      flows.forEach(({ id, target }, index) => {
        const conditioned = node && CONDITIONED.has(node.type) && flows.length > 1 && index > 0;
        const content = conditioned
          ? `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">v${(node.variable + index) % VARIABLES}</bpmn:conditionExpression>`
          : '';
        this.lines.push(
          `<bpmn:sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}">${content}</bpmn:sequenceFlow>`,
        );
      });
    }
  }

  private writeEventSubProcess(): void {
    const { eventSubProcess: kind } = this.graph;
    if (kind === 'none') return;
    const definitions = {
      message: '<bpmn:messageEventDefinition messageRef="Message_News"/>',
      interruptingMessage: '<bpmn:messageEventDefinition messageRef="Message_News"/>',
      timer: timer('timeDuration', 'PT30H'),
      error: '<bpmn:errorEventDefinition errorRef="Error_Stop"/>',
    };
    const interrupts = kind === 'interruptingMessage' || kind === 'error';
    this.lines.push(`<bpmn:subProcess id="Event_Sub" triggeredByEvent="true">
<bpmn:startEvent id="Event_Start" isInterrupting="${interrupts}">${definitions[kind]}</bpmn:startEvent><bpmn:userTask id="Event_Task"/>
<bpmn:sequenceFlow id="Event_Flow" sourceRef="Event_Start" targetRef="Event_Task"/></bpmn:subProcess>`);
  }
}
