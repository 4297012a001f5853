import { expect } from 'chai';

import { renderDiagram, type Box, type RenderedDiagram } from '../helpers/render-diagram.js';
import { readDrawing, type Drawing, type DrawnFlow, type DrawnNode } from './drawing.js';
import {
  distanceToBorder,
  inside,
  isHorizontal,
  isVertical,
  meet,
  overlap,
  runsThrough,
  segmentsOf,
} from './geometry.js';
import { pathways } from './pathway-files.js';

/** Centres and corners lie on a grid of this many pixels. */
const GRID = 5;

for (const pathway of pathways) {
  describe(`The drawing of ${pathway.id}`, () => {
    let drawing: Drawing;
    before(async () => {
      drawing = await readDrawing(pathway.xml);
    });

    it('shows every element: what is not drawn would be executed and not seen', () => {
      expect(drawing.missing).to.deep.equal([]);
      expect(drawing.nodes.length).to.be.greaterThan(20);
    });

    it('has the four lanes in their order, the municipality in its two parts, three of them with a service level', () => {
      const inner = drawing.lanes.flatMap(({ children }) => children);
      const outer = drawing.lanes.filter(({ id }) => !inner.includes(id));
      expect(outer.map(({ name }) => name)).to.deep.equal(['Pasient og pårørende', 'Fastlege', 'Kommune', 'Sykehus']);
      expect(outer.map(({ serviceLevel }) => serviceLevel)).to.deep.equal([
        undefined,
        'gp',
        'municipality',
        'specialist',
      ]);
      const parts = drawing.lanes.filter(({ id }) => inner.includes(id)).map(({ name }) => name);
      expect(parts).to.deep.equal(['Tildelingskontor', 'Hjemmetjeneste']);
    });

    it('places every element inside its lane, or inside the sub-process that holds it', () => {
      const boxes = new Map([...drawing.lanes, ...drawing.nodes].map(({ id, box }) => [id, box]));
      const outside = drawing.nodes.filter(({ box, lane, parent, host }) => {
        const holder = boxes.get(parent ?? lane ?? '');
        const carrier = boxes.get(host ?? '');
        return !holder || (host === undefined ? !inside(box, holder, GRID) : !carrier || !overlap(box, carrier));
      });
      expect(ids(outside)).to.deep.equal([]);
      expect(ids(drawing.lanes.filter(({ box }) => !inside(box, pool(drawing))))).to.deep.equal([]);
    });

    it('draws no two elements on top of each other', () => {
      expect(overlapping(drawing.nodes, drawing.nodes, (a, b) => related(a, b, drawing))).to.deep.equal([]);
    });

    it('writes no label over an element, another label or a flow', () => {
      expect(labelFaults(labelsOf(drawing), drawing)).to.deep.equal([]);
    });

    it('keeps every label inside the pool', () => {
      const labels = Object.entries(labelsOf(drawing));
      expect(labels.filter(([, box]) => !inside(box, pool(drawing))).map(([id]) => id)).to.deep.equal([]);
      expect(labels.length).to.be.greaterThan(15);
    });

    it('draws flows straight from border to border, in horizontal and vertical pieces', () => {
      const boxes = new Map(drawing.nodes.map(({ id, box }) => [id, box]));
      const wrong = drawing.flows.filter(({ points, source, target }) => {
        const pieces = segmentsOf(points);
        const [first, last] = [points[0], points.at(-1)];
        const [from, to] = [boxes.get(source), boxes.get(target)];
        if (!first || !last || !from || !to) return true;
        return (
          !pieces.every((piece) => isHorizontal(piece) !== isVertical(piece)) ||
          distanceToBorder(first, from) > 0 ||
          distanceToBorder(last, to) > 0
        );
      });
      expect(ids(wrong)).to.deep.equal([]);
    });

    it('crosses no two flows, and leads no flow through an element', () => {
      expect(crossings(drawing)).to.deep.equal([]);
      const through = drawing.flows.flatMap((flow) =>
        drawing.nodes.filter((node) => isInTheWay(node, flow, drawing)).map(({ id }) => `${flow.id} ${id}`),
      );
      expect(through).to.deep.equal([]);
    });

    it('reads from left to right in time: only a loop leads back', () => {
      const boxes = new Map(drawing.nodes.map(({ id, box }) => [id, box]));
      const back = drawing.flows.filter(({ source, target }) => centre(boxes.get(target)) < centre(boxes.get(source)));
      expect(ids(back.filter(({ source, target }) => !leadsTo(target, source, drawing)))).to.deep.equal([]);
    });

    it('stands on one grid', () => {
      const off = drawing.nodes.filter(({ box }) => {
        return (box.x + box.width / 2) % GRID !== 0 || (box.y + box.height / 2) % GRID !== 0;
      });
      expect(ids(off)).to.deep.equal([]);
    });

    describe('in the browser', () => {
      let rendered: RenderedDiagram;
      before(async function () {
        this.timeout(60_000);
        rendered = await renderDiagram(pathway.xml);
      });

      it('opens without a warning', () => {
        expect(rendered.warnings).to.deep.equal([]);
        expect(rendered.png.length).to.be.greaterThan(20_000);
      });

      it('shows every label clear of elements, other labels and flows', () => {
        expect(Object.keys(rendered.labels).sort()).to.deep.equal(Object.keys(labelsOf(drawing)).sort());
        expect(labelFaults(rendered.labels, drawing)).to.deep.equal([]);
      });
    });
  });
}

const ids = (things: readonly { readonly id: string }[]): readonly string[] => things.map(({ id }) => id);
const centre = (box: Box | undefined): number => (box ? box.x + box.width / 2 : NaN);

function pool(drawing: Drawing): Box {
  const [only, ...others] = drawing.pools;
  if (!only || others.length > 0) throw new Error('one pool was expected');
  return only.box;
}

/** A boundary event lies on its activity, content in its sub-process. */
function related(a: DrawnNode, b: DrawnNode, drawing: Drawing): boolean {
  return a.host === b.id || b.host === a.id || holders(a, drawing).includes(b.id) || holders(b, drawing).includes(a.id);
}

function holders({ parent }: DrawnNode, drawing: Drawing): readonly string[] {
  const node = drawing.nodes.find(({ id }) => id === parent);
  return node ? [node.id, ...holders(node, drawing)] : [];
}

function overlapping(
  some: readonly DrawnNode[],
  others: readonly DrawnNode[],
  allowed: (a: DrawnNode, b: DrawnNode) => boolean,
): readonly string[] {
  return some.flatMap((a, i) =>
    others
      .slice(i + 1)
      .filter((b) => overlap(a.box, b.box) && !allowed(a, b))
      .map((b) => `${a.id} ${b.id}`),
  );
}

function labelsOf(drawing: Drawing): Readonly<Record<string, Box>> {
  return Object.fromEntries(
    [...drawing.nodes, ...drawing.flows].flatMap(({ id, label }) => (label ? [[id, label]] : [])),
  );
}

/** Lanes and pools are ground; so is the sub-process that the labelled element lies in. */
function labelFaults(labels: Readonly<Record<string, Box>>, drawing: Drawing): readonly string[] {
  const entries = Object.entries(labels);
  return entries.flatMap(([id, box], i) => {
    const owner = drawing.nodes.find((node) => node.id === id) ?? sourceOf(id, drawing);
    const ground = owner ? holders(owner, drawing) : [];
    const onNode = drawing.nodes
      .filter((node) => !ground.includes(node.id) && overlap(box, node.box))
      .map((node) => node.id);
    const onNote = drawing.notes.filter((note) => overlap(box, note.box)).map((note) => note.id);
    const onLabel = entries
      .slice(i + 1)
      .filter(([, other]) => overlap(box, other))
      .map(([other]) => `label of ${other}`);
    const onFlow = drawing.flows.filter(({ points }) => segmentsOf(points).some((piece) => runsThrough(piece, box)));
    return [...onNode, ...onNote, ...onLabel, ...ids(onFlow)].map((other) => `label of ${id} on ${other}`);
  });
}

function sourceOf(flowId: string, drawing: Drawing): DrawnNode | undefined {
  const flow = drawing.flows.find(({ id }) => id === flowId);
  return drawing.nodes.find(({ id }) => id === flow?.source);
}

/** Flows of one source, or to one target, may share their way out or in. */
function crossings({ flows }: Drawing): readonly string[] {
  return flows.flatMap((a, i) =>
    flows
      .slice(i + 1)
      .filter((b) => a.source !== b.source && a.target !== b.target)
      .filter((b) => segmentsOf(a.points).some((p) => segmentsOf(b.points).some((q) => meet(p, q))))
      .map((b) => `${a.id} ${b.id}`),
  );
}

function isInTheWay(node: DrawnNode, flow: DrawnFlow, drawing: Drawing): boolean {
  const source = drawing.nodes.find(({ id }) => id === flow.source);
  const free = [flow.source, flow.target, ...(source ? [...holders(source, drawing), source.host ?? ''] : [])];
  return !free.includes(node.id) && segmentsOf(flow.points).some((piece) => runsThrough(piece, node.box));
}

/** True where flows and boundary events lead from one node to another. */
function leadsTo(from: string, to: string, { flows, nodes }: Drawing): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    const here = id;
    open.push(...flows.filter(({ source }) => source === here).map(({ target }) => target));
    open.push(...nodes.filter(({ host }) => host === here).map((node) => node.id));
  }
  return false;
}
