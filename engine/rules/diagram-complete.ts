import type { LintRule } from './lint-rule.js';
import { idOf, is, many, one, type ModdleElement } from './moddle-element.js';

const DRAWN = ['bpmn:FlowNode', 'bpmn:SequenceFlow', 'bpmn:Participant', 'bpmn:Lane', 'bpmn:MessageFlow'] as const;

/**
 * Every flow node, flow, pool and lane has its shape or line in the diagram (BPMN 2.0.2, 12.2): what is not drawn is
 * executed all the same, and nobody sees it. A model without any diagram gets one finding for the whole.
 */
export const diagramComplete: LintRule = {
  name: 'diagram-complete',
  severity: 'error',
  says: 'Every element has its shape in the diagram: what is not drawn is executed and not seen.',
  check(definitions, report) {
    if (!is(definitions, 'bpmn:Definitions')) return;
    const drawn = drawnElements(definitions);
    const elements = many(definitions, 'rootElements').flatMap(toDraw);
    if (elements.length > 0 && drawn.size === 0) return report(idOf(definitions), 'The model has no diagram.');
    for (const element of elements) {
      if (!drawn.has(element))
        report(idOf(element), 'The element has no shape in the diagram: it is executed and not seen.');
    }
  },
};

function drawnElements(definitions: ModdleElement): ReadonlySet<ModdleElement> {
  const planes = many(definitions, 'diagrams').flatMap((diagram) => one(diagram, 'plane') ?? []);
  return new Set(
    planes.flatMap((plane) => many(plane, 'planeElement')).flatMap((shape) => one(shape, 'bpmnElement') ?? []),
  );
}

function toDraw(parent: ModdleElement): readonly ModdleElement[] {
  const lanes = [...many(parent, 'laneSets'), ...(one(parent, 'childLaneSet') ? [one(parent, 'childLaneSet')] : [])];
  const children = [
    ...many(parent, 'flowElements'),
    ...many(parent, 'participants'),
    ...many(parent, 'messageFlows'),
    ...lanes.flatMap((set) => many(set, 'lanes')),
  ];
  return [...children.filter((child) => is(child, ...DRAWN)), ...children.flatMap(toDraw)];
}
