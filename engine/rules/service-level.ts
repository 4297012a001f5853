import { is, many, one, pathwayAttribute, text, type ModdleElement } from './moddle-element.js';

/** Who a task belongs to: the task itself, its lanes from the inmost outwards, then the pool. */
export function bearersOf(task: ModdleElement): readonly ModdleElement[] {
  const bearers: ModdleElement[] = [task];
  for (let node: ModdleElement | undefined = task; node && !is(node, 'bpmn:Process'); node = node.$parent) {
    bearers.push(...lanesOf(node));
  }
  const process = processOf(task);
  return process ? [...bearers, ...poolsOf(process)] : bearers;
}

/**
 * The lane of the patient and the next of kin takes part but is no service level and never carries responsibility.
 * It is known by its candidate group (`patient`) or by its name.
 */
export function isPatients(bearer: ModdleElement): boolean {
  const group = pathwayAttribute(bearer, 'candidateGroup') ?? '';
  return (
    group === 'patient' ||
    (is(bearer, 'bpmn:Lane', 'bpmn:Participant') && /^pa[ts]ient/i.test(text(bearer, 'name') ?? ''))
  );
}

export const hasServiceLevel = (bearer: ModdleElement): boolean =>
  pathwayAttribute(bearer, 'serviceLevel') !== undefined;

/** Lanes that hold the node, the inmost first. */
function lanesOf(node: ModdleElement): readonly ModdleElement[] {
  const container = node.$parent;
  if (!container) return [];
  return many(container, 'laneSets').flatMap((set) => pathTo(node, set));
}

function pathTo(node: ModdleElement, set: ModdleElement): readonly ModdleElement[] {
  for (const lane of many(set, 'lanes')) {
    const child = one(lane, 'childLaneSet');
    const inner = child ? pathTo(node, child) : [];
    if (inner.length > 0 || many(lane, 'flowNodeRef').includes(node)) return [...inner, lane];
  }
  return [];
}

function processOf(element: ModdleElement): ModdleElement | undefined {
  let node: ModdleElement | undefined = element;
  while (node && !is(node, 'bpmn:Process')) node = node.$parent;
  return node;
}

function poolsOf(process: ModdleElement): readonly ModdleElement[] {
  return many(process.$parent, 'rootElements')
    .flatMap((root) => many(root, 'participants'))
    .filter((participant) => one(participant, 'processRef') === process);
}
