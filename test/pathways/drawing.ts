import { BpmnModdle } from 'bpmn-moddle';

import type { Box } from '../helpers/render-diagram.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface DrawnNode {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly box: Box;
  readonly label?: Box;
  /** Sub-process that directly holds it. */
  readonly parent?: string;
  /** Activity that carries it, for a boundary event. */
  readonly host?: string;
  /** Inmost lane, for a node of the process itself. */
  readonly lane?: string;
}

export interface DrawnFlow {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly target: string;
  readonly points: readonly Point[];
  readonly label?: Box;
}

export interface Lane {
  readonly id: string;
  readonly name: string;
  readonly box: Box;
  readonly serviceLevel?: string;
  readonly children: readonly string[];
}

/** What a BPMN text draws, in diagram coordinates. */
export interface Drawing {
  readonly nodes: readonly DrawnNode[];
  readonly flows: readonly DrawnFlow[];
  readonly lanes: readonly Lane[];
  readonly pools: readonly { readonly id: string; readonly name: string; readonly box: Box }[];
  readonly notes: readonly { readonly id: string; readonly text: string; readonly box: Box }[];
  /** Names that are read in the diagram, by element id. */
  readonly names: Readonly<Record<string, string>>;
  /** Elements that should be drawn and are not. */
  readonly missing: readonly string[];
}

/** bpmn-moddle's objects, as far as a drawing needs them. */
interface Element {
  readonly $type: string;
  readonly id: string;
  readonly name?: string;
  readonly text?: string;
  readonly $attrs: Readonly<Record<string, string>>;
  readonly rootElements?: readonly Element[];
  readonly flowElements?: readonly Element[];
  readonly artifacts?: readonly Element[];
  readonly participants?: readonly Element[];
  readonly laneSets?: readonly Element[];
  readonly lanes?: readonly Element[];
  readonly childLaneSet?: Element;
  readonly flowNodeRef?: readonly Element[];
  readonly attachedToRef?: Element;
  readonly sourceRef?: Element;
  readonly targetRef?: Element;
  readonly diagrams?: readonly { readonly plane: { readonly planeElement: readonly Shape[] } }[];
}

interface Shape {
  readonly bpmnElement: Element;
  readonly bounds?: Box;
  readonly waypoint?: readonly Point[];
  readonly label?: { readonly bounds?: Box };
}

export async function readDrawing(xml: string): Promise<Drawing> {
  const { rootElement } = await new BpmnModdle().fromXML(xml);
  const definitions = rootElement as Element;
  const shapes = shapesOf(definitions);
  const missing: string[] = [];
  const boxOf = ({ id }: Element): Box => {
    const bounds = shapes.get(id)?.bounds;
    if (!bounds) missing.push(id);
    return bounds ? plainBox(bounds) : { x: 0, y: 0, width: 0, height: 0 };
  };
  const labelOf = ({ id }: Element): { readonly label?: Box } => {
    const bounds = shapes.get(id)?.label?.bounds;
    return bounds ? { label: plainBox(bounds) } : {};
  };
  const roots = definitions.rootElements ?? [];
  const processes = roots.filter(({ $type }) => $type === 'bpmn:Process');
  const all = processes.flatMap((process) => contentOf(process));
  const laneElements = processes.flatMap((process) => (process.laneSets ?? []).flatMap(lanesIn));

  const nodes = all
    .filter(({ element }) => isNode(element))
    .map(({ element, parent }): DrawnNode => {
      const lane = laneElements.find(
        (each) => !each.childLaneSet && (each.flowNodeRef ?? []).some(({ id }) => id === element.id),
      );
      return {
        ...{ id: element.id, type: element.$type, name: element.name ?? '', box: boxOf(element), ...labelOf(element) },
        ...(parent !== undefined && { parent }),
        ...(element.attachedToRef && { host: element.attachedToRef.id }),
        ...(lane && { lane: lane.id }),
      };
    });
  const flows = all
    .filter(({ element }) => element.$type === 'bpmn:SequenceFlow')
    .map(({ element }): DrawnFlow => {
      const points = shapes.get(element.id)?.waypoint ?? [];
      if (points.length < 2) missing.push(element.id);
      const [source, target] = [element.sourceRef?.id ?? '', element.targetRef?.id ?? ''];
      return { id: element.id, name: element.name ?? '', source, target, points, ...labelOf(element) };
    });
  const lanes = laneElements.map((lane): Lane => {
    const serviceLevel = lane.$attrs['pathway:serviceLevel'];
    const children = (lane.childLaneSet?.lanes ?? []).map(({ id }) => id);
    return {
      id: lane.id,
      name: lane.name ?? '',
      box: boxOf(lane),
      children,
      ...(serviceLevel !== undefined && { serviceLevel }),
    };
  });
  const participants = roots.flatMap((root) => root.participants ?? []);
  const pools = participants.map((pool) => ({ id: pool.id, name: pool.name ?? '', box: boxOf(pool) }));
  const annotations = all
    .filter(({ element }) => element.$type === 'bpmn:TextAnnotation')
    .map(({ element }) => element);
  const notes = annotations.map((note) => ({ id: note.id, text: note.text ?? '', box: boxOf(note) }));
  const named = [...processes, ...pools, ...lanes, ...nodes, ...flows].filter(({ name }) => name);
  const names = Object.fromEntries([
    ...named.map(({ id, name }) => [id, name ?? '']),
    ...notes.map(({ id, text }) => [id, text]),
  ]) as Record<string, string>;
  return { nodes, flows, lanes, pools, notes, names, missing };
}

function shapesOf(definitions: Element): ReadonlyMap<string, Shape> {
  const planes = (definitions.diagrams ?? []).flatMap(({ plane }) => plane.planeElement);
  return new Map(planes.map((shape) => [shape.bpmnElement.id, shape]));
}

function contentOf(
  container: Element,
  parent?: string,
): readonly { readonly element: Element; readonly parent?: string }[] {
  const own = [...(container.flowElements ?? []), ...(container.artifacts ?? [])];
  return own.flatMap((element) => [
    { element, ...(parent !== undefined && { parent }) },
    ...(element.flowElements ? contentOf(element, element.id) : []),
  ]);
}

function lanesIn(set: Element): readonly Element[] {
  return (set.lanes ?? []).flatMap((lane) => [lane, ...(lane.childLaneSet ? lanesIn(lane.childLaneSet) : [])]);
}

const isNode = ({ $type }: Element): boolean => /(Task|Event|Gateway|SubProcess|CallActivity)$/.test($type);

const plainBox = ({ x, y, width, height }: Box): Box => ({ x, y, width, height });
