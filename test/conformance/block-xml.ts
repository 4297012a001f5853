import { VARIABLES, type Block, type CatchEvent } from './blocks.js';

interface Ends {
  readonly first: string;
  readonly last: string;
}

const VARIABLE_NAMES = Array.from({ length: VARIABLES }, (_, index) => `v${index}`);

/**
 * BPMN text of a block: process `Process_Case`, and the processes that it calls.
 * @param called executable or not: ours calls executable processes only, bpmn-engine would start them by themselves
 */
export function blockXml(block: Block, called: { readonly isExecutable: boolean }): string {
  const writer = new Writer(called.isExecutable);
  const body = writer.container(block);
  const variables = VARIABLE_NAMES.map((name) => `<pathway:variable name="${name}" type="boolean"/>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:pathway="urn:samlop:pathway:1" id="Definitions_Case" targetNamespace="urn:samlop:conformance">
<bpmn:process id="Process_Case" isExecutable="true">
<bpmn:extensionElements><pathway:variables>${variables.join('')}</pathway:variables></bpmn:extensionElements>
${body}
</bpmn:process>
${writer.roots.join('\n')}
</bpmn:definitions>`;
}

class Writer {
  /** Messages and called processes. */
  readonly roots: string[] = [];
  private count = 0;
  private lines: string[] = [];

  constructor(private readonly calledIsExecutable: boolean) {}

  /** A container's content from start to end. */
  container(block: Block): string {
    return this.within(() => {
      const { first, last } = this.write(block);
      this.flow(this.node('startEvent'), first);
      this.flow(last, this.node('endEvent'));
    });
  }

  private within(content: () => void): string {
    const outer = this.lines;
    this.lines = [];
    content();
    const text = this.lines.join('\n');
    this.lines = outer;
    return text;
  }

  private write(block: Block): Ends {
    switch (block.kind) {
      case 'task':
        return this.single(this.node('userTask'));
      case 'automatic':
        return this.single(this.node('task'));
      case 'multiInstance':
        return this.single(this.multiInstance(block.sequential, block.count));
      case 'catch':
        return this.single(this.catchEvent(block.event));
      case 'sequence':
        return this.chain(block.blocks.map((each) => this.write(each)));
      case 'exclusive':
        return this.exclusive(block);
      case 'parallel':
        return this.parallel(block);
      case 'loop':
        return this.loop(block.variable, block.body);
      case 'subProcess':
        return this.single(this.subProcess(this.container(block.body)));
      case 'inclusiveEnds':
        return this.single(this.subProcess(this.within(() => this.inclusiveEnds(block.variable, block.branches))));
      case 'terminated':
        return this.single(this.subProcess(this.within(() => this.terminated(block.bodies))));
      case 'boundary':
        return this.boundary(block);
      case 'eventGateway':
        return this.eventGateway(block.branches);
      case 'call':
        return this.single(this.call(block.body));
    }
  }

  private single(id: string): Ends {
    return { first: id, last: id };
  }

  private chain(parts: readonly Ends[]): Ends {
    parts.forEach((part, index) => {
      const before = parts[index - 1];
      if (before) this.flow(before.last, part.first);
    });
    return { first: parts[0]?.first ?? '', last: parts.at(-1)?.last ?? '' };
  }

  private multiInstance(sequential: boolean, count: number): string {
    const cardinality = `<bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">${count}</bpmn:loopCardinality>`;
    const loop = `<bpmn:multiInstanceLoopCharacteristics isSequential="${sequential}">${cardinality}</bpmn:multiInstanceLoopCharacteristics>`;
    return this.node('userTask', '', loop);
  }

  private subProcess(content: string): string {
    return this.node('subProcess', '', content);
  }

  private catchEvent(event: CatchEvent): string {
    const id = this.nextId('intermediateCatchEvent');
    return this.node('intermediateCatchEvent', '', this.definition(event, id), id);
  }

  /** Each event has a message of its own, named for it, or a duration of its own. */
  private definition(event: CatchEvent, id: string): string {
    if (event === 'timer') {
      const duration = `<bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT${this.count}M</bpmn:timeDuration>`;
      return `<bpmn:timerEventDefinition>${duration}</bpmn:timerEventDefinition>`;
    }
    this.roots.push(`<bpmn:message id="Message_${id}" name="Message_${id}"/>`);
    return `<bpmn:messageEventDefinition messageRef="Message_${id}"/>`;
  }

  private split(from: 'gateway' | 'task', gateway: string): string {
    return this.nextId(from === 'gateway' ? gateway : 'userTask');
  }

  /** A node whose outgoing flows were written before it. */
  private splitNode(id: string, attributes = ''): void {
    this.node(id.slice(0, id.lastIndexOf('_')), attributes, '', id);
  }

  private exclusive({ from, variable, branches }: Extract<Block, { kind: 'exclusive' }>): Ends {
    const split = this.split(from, 'exclusiveGateway');
    const join = this.node('exclusiveGateway');
    const choices = from === 'gateway' ? branches : branches.slice(0, 2);
    const flows = choices.map((branch, index) => {
      const { first, last } = this.write(branch);
      this.flow(last, join);
      return this.flow(split, first, index < choices.length - 1 ? this.condition(variable + index) : undefined);
    });
    this.splitNode(split, ` default="${flows.at(-1)}"`);
    return { first: split, last: join };
  }

  private parallel({ from, branches }: Extract<Block, { kind: 'parallel' }>): Ends {
    const fork = this.split(from, 'parallelGateway');
    const join = this.node('parallelGateway');
    for (const branch of branches) {
      const { first, last } = this.write(branch);
      this.flow(fork, first);
      this.flow(last, join);
    }
    this.splitNode(fork);
    return { first: fork, last: join };
  }

  private loop(variable: number, body: Block): Ends {
    const merge = this.node('exclusiveGateway');
    const person = this.node('userTask');
    const { first, last } = this.write(body);
    const again = this.nextId('exclusiveGateway');
    const after = this.node('task');
    this.flow(merge, person);
    this.flow(person, first);
    this.flow(last, again);
    this.flow(again, merge, this.condition(variable));
    const out = this.flow(again, after);
    this.splitNode(again, ` default="${out}"`);
    return { first: merge, last: after };
  }

  private inclusiveEnds(variable: number, branches: readonly Block[]): void {
    const split = this.nextId('inclusiveGateway');
    const flows = branches.map((branch, index) => {
      const { first, last } = this.write(branch);
      this.flow(last, this.node('endEvent'));
      return this.flow(split, first, index < branches.length - 1 ? this.condition(variable + index) : undefined);
    });
    this.flow(this.node('startEvent'), split);
    this.splitNode(split, ` default="${flows.at(-1)}"`);
  }

  private terminated(bodies: readonly Block[]): void {
    const fork = this.node('parallelGateway');
    for (const body of bodies) {
      const person = this.node('userTask');
      const { first, last } = this.write(body);
      this.flow(fork, person);
      this.flow(person, first);
      this.flow(last, this.node('endEvent', '', '<bpmn:terminateEventDefinition/>'));
    }
    this.flow(this.node('startEvent'), fork);
  }

  private boundary({ on, event, body, handler }: Extract<Block, { kind: 'boundary' }>): Ends {
    const activity = on === 'task' ? this.node('userTask') : this.subProcess(this.container(body));
    const id = this.nextId('boundaryEvent');
    this.node('boundaryEvent', ` attachedToRef="${activity}"`, this.definition(event, id), id);
    const { first, last } = this.write(handler);
    const join = this.node('exclusiveGateway');
    this.flow(id, first);
    this.flow(last, join);
    this.flow(activity, join);
    return { first: activity, last: join };
  }

  private eventGateway(branches: Extract<Block, { kind: 'eventGateway' }>['branches']): Ends {
    const gateway = this.node('eventBasedGateway');
    const join = this.node('exclusiveGateway');
    for (const { event, body } of branches) {
      const caught = this.catchEvent(event);
      const { first, last } = this.write(body);
      this.flow(gateway, caught);
      this.flow(caught, first);
      this.flow(last, join);
    }
    return { first: gateway, last: join };
  }

  private call(body: Block): string {
    const id = this.nextId('Called');
    const content = this.container(body);
    this.roots.push(`<bpmn:process id="${id}" isExecutable="${this.calledIsExecutable}">\n${content}\n</bpmn:process>`);
    return this.node('callActivity', ` calledElement="${id}"`);
  }

  private condition(variable: number): string {
    return VARIABLE_NAMES[variable % VARIABLES] ?? '';
  }

  private nextId(type: string): string {
    return `${type}_${++this.count}`;
  }

  private node(type: string, attributes = '', content = '', id = this.nextId(type)): string {
    this.lines.push(`<bpmn:${type} id="${id}"${attributes}>${content}</bpmn:${type}>`);
    return id;
  }

  private flow(source: string, target: string, condition?: string): string {
    const id = `flow_${++this.count}`;
    const content = condition
      ? `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${condition}</bpmn:conditionExpression>`
      : '';
    this.lines.push(
      `<bpmn:sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}">${content}</bpmn:sequenceFlow>`,
    );
    return id;
  }
}
