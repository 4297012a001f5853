import { definitionsText, escapeXml } from './bpmn-text.js';

interface Shape {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Edge {
  readonly id: string;
  readonly from: Shape;
  readonly to: Shape;
}

/** Draws one element after the other, in rows of twenty, and joins them. */
class Drawing {
  readonly elements: string[] = [];
  readonly shapes: Shape[] = [];
  readonly edges: Edge[] = [];

  add(id: string, element: string, size: readonly [number, number]): Shape {
    const at = this.shapes.length;
    const [width, height] = size;
    const shape = { id, x: 160 + (at % 20) * 160, y: 100 + Math.floor(at / 20) * 160, width, height };
    this.elements.push(element);
    this.shapes.push(shape);
    return shape;
  }

  join(from: Shape, to: Shape, condition?: string): string {
    const id = `Flow_${this.edges.length + 1}`;
    const body = condition
      ? `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${escapeXml(condition)}</bpmn:conditionExpression>`
      : '';
    this.elements.push(
      `<bpmn:sequenceFlow id="${id}" sourceRef="${from.id}" targetRef="${to.id}">${body}</bpmn:sequenceFlow>`,
    );
    this.edges.push({ id, from, to });
    return id;
  }

  diagram(): string {
    const shapes = this.shapes.map(
      ({ id, x, y, width, height }) =>
        `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}" />` +
        `<bpmndi:BPMNLabel><dc:Bounds x="${x}" y="${y + height + 4}" width="90" height="14" /></bpmndi:BPMNLabel></bpmndi:BPMNShape>`,
    );
    const edges = this.edges.map(
      ({ id, from, to }) =>
        `<bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}"><di:waypoint x="${from.x + from.width}" y="${from.y + from.height / 2}" />` +
        `<di:waypoint x="${to.x}" y="${to.y + to.height / 2}" /></bpmndi:BPMNEdge>`,
    );
    return `<bpmndi:BPMNDiagram id="Diagram_1"><bpmndi:BPMNPlane id="Plane_1" bpmnElement="Process_Generated">
${[...shapes, ...edges].join('\n')}
</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`;
  }
}

const DIAGRAM_NAMESPACES =
  'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" ' +
  'xmlns:di="http://www.omg.org/spec/DD/20100524/DI"';

/**
 * A BPMN text with its diagram: user tasks one after the other, and after every third an exclusive gateway that goes on by
 * a condition of its own and otherwise back to the task before it.
 * @param nodes flow nodes in all, start and end event among them; at least 3
 */
export function generateLinearModel(nodes: number): string {
  const drawing = new Drawing();
  let last = drawing.add('Start', '<bpmn:startEvent id="Start" name="Henvisning mottatt" />', [36, 36]);
  let condition: string | undefined;
  for (let at = 1; at < nodes - 1; at++) {
    const isGateway = at % 4 === 0;
    const task = last;
    const id = isGateway ? `Gateway_${at}` : `Task_${at}`;
    const element = isGateway
      ? `<bpmn:exclusiveGateway id="${id}" name="Er oppgave ${at} godkjent?" default="Flow_${drawing.edges.length + 2}" />`
      : `<bpmn:userTask id="${id}" name="Vurder behov ${at}" />`;
    const next = drawing.add(id, element, isGateway ? [50, 50] : [100, 80]);
    drawing.join(last, next, condition);
    condition = undefined;
    if (isGateway) {
      drawing.join(next, task);
      condition = `score > ${at} and (approved = true or count(items) >= ${at % 7})`;
    }
    last = next;
  }
  const end = drawing.add('End', '<bpmn:endEvent id="End" name="Forløp avsluttet" />', [36, 36]);
  drawing.join(last, end, condition);
  const variables = ['score:number', 'approved:boolean', 'items:list'].map((variable) => {
    const [name, type] = variable.split(':');
    return `<pathway:variable name="${name}" type="${type}" />`;
  });
  return definitionsText(
    `<bpmn:process id="Process_Generated" name="Generert forløp" isExecutable="true">
<bpmn:extensionElements><pathway:variables>${variables.join('')}</pathway:variables></bpmn:extensionElements>
${drawing.elements.join('\n')}
</bpmn:process>
${drawing.diagram()}`,
    DIAGRAM_NAMESPACES,
  );
}
