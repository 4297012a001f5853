import { VARIABLES, type Block } from './blocks.js';

interface Ends {
  readonly first: string;
  readonly last: string;
}

/** BPMN text of a block: process `Process_Case` from `Start` to `End`. */
export function blockXml(block: Block): string {
  const writer = new Writer();
  const body = writer.container(block);
  const variables = Array.from(
    { length: VARIABLES },
    (_, index) => `<pathway:variable name="v${index}" type="boolean"/>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:pathway="urn:samlop:pathway:1" id="Definitions_Case" targetNamespace="urn:samlop:conformance">
<bpmn:error id="Error_Stop" name="Stop" errorCode="stop"/>
<bpmn:process id="Process_Case" isExecutable="true">
<bpmn:extensionElements><pathway:variables>${variables.join('')}</pathway:variables></bpmn:extensionElements>
${body}
</bpmn:process></bpmn:definitions>`;
}

class Writer {
  private count = 0;
  private lines: string[] = [];

  /** A container's content: start, block, end. */
  container(block: Block, beforeEnd?: (last: string) => string): string {
    const outer = this.lines;
    this.lines = [];
    const start = this.node('startEvent');
    const { first, last } = this.write(block);
    this.flow(start, first);
    const before = beforeEnd?.(last) ?? last;
    this.flow(before, this.node('endEvent'));
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
      case 'sequence':
        return this.chain(block.blocks.map((each) => this.write(each)));
      case 'exclusive':
        return this.exclusive(block.variable, block.branches);
      case 'parallel':
        return this.parallel(block.branches);
      case 'loop':
        return this.loop(block.variable, block.body);
      case 'subProcess':
        return this.single(this.subProcess(this.container(block.body)));
      case 'caughtError':
        return this.caughtError(block.variable, block.body, block.handler);
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

  private exclusive(variable: number, branches: readonly Block[]): Ends {
    const split = this.nextId('exclusiveGateway');
    const join = this.node('exclusiveGateway');
    const flows = branches.map((branch, index) => {
      const { first, last } = this.write(branch);
      this.flow(last, join);
      const isDefault = index === branches.length - 1;
      return this.flow(split, first, isDefault ? undefined : `v${(variable + index) % VARIABLES}`);
    });
    this.node('exclusiveGateway', ` default="${flows.at(-1)}"`, '', split);
    return { first: split, last: join };
  }

  private parallel(branches: readonly Block[]): Ends {
    const fork = this.node('parallelGateway');
    const join = this.node('parallelGateway');
    for (const branch of branches) {
      const { first, last } = this.write(branch);
      this.flow(fork, first);
      this.flow(last, join);
    }
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
    this.flow(again, merge, `v${variable}`);
    const out = this.flow(again, after);
    this.node('exclusiveGateway', ` default="${out}"`, '', again);
    return { first: merge, last: after };
  }

  private caughtError(variable: number, body: Block, handler: Block): Ends {
    const content = this.container(body, (last) => {
      const decide = this.nextId('exclusiveGateway');
      const goOn = this.node('task');
      this.flow(last, decide);
      const error = this.node('endEvent', '', '<bpmn:errorEventDefinition errorRef="Error_Stop"/>');
      this.flow(decide, error, `v${variable}`);
      this.node('exclusiveGateway', ` default="${this.flow(decide, goOn)}"`, '', decide);
      return goOn;
    });
    const sub = this.subProcess(content);
    const definition = '<bpmn:errorEventDefinition/>';
    const boundary = this.node('boundaryEvent', ` attachedToRef="${sub}"`, definition);
    const { first, last } = this.write(handler);
    const join = this.node('exclusiveGateway');
    this.flow(boundary, first);
    this.flow(last, join);
    this.flow(sub, join);
    return { first: sub, last: join };
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
      ? `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression" language="feel">${condition}</bpmn:conditionExpression>`
      : '';
    this.lines.push(
      `<bpmn:sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}">${content}</bpmn:sequenceFlow>`,
    );
    return id;
  }
}
