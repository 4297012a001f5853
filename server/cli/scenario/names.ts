import type { AssignmentModel, ElementModel, ExecutableModel } from '../../../engine/index.js';
import type { PathwayFolder } from '../library/pathway-folder.js';

/** What the elements of a library are called. */
export interface Names {
  process(id: string): string;
  /**
   * Name, and for what lies in a lane its lane and service level; the id where it has no name. What is inside a
   * sub-process lies in the lane of the sub-process.
   */
  element(id: string): { readonly name: string; readonly lane?: string; readonly serviceLevel?: string };
  /** Task that a timer boundary event is attached to: when it fires, the task is late. */
  taskOfTimer(id: string): string | undefined;
  isNamedEnd(id: string): boolean;
  /** Who a task is for. */
  assignment(id: string): AssignmentModel | undefined;
}

/**
 * @param models of the library, the scenario's own pathway first: its names win
 * @param language names from `i18n/<language>.json` where there are some, else as drawn
 */
export function namesOf(
  models: readonly ExecutableModel[],
  folders: readonly PathwayFolder[],
  language: string,
): Names {
  const elementOf = (id: string): ElementModel | undefined => firstOf(models, (model) => model.elements[id]);
  const nameOf = (id: string, drawn: string | undefined): string => translated(folders, language, id) ?? (drawn || id);
  return {
    process: (id) => nameOf(id, firstOf(models, (model) => model.processes[id])?.name),
    element(id) {
      const element = elementOf(id);
      const name = nameOf(id, element?.name);
      if (!element || !('assignment' in element)) return { name };
      const { lane: laneId, serviceLevel } = element.assignment;
      const lane = laneId === undefined ? undefined : firstOf(models, (model) => model.lanes[laneId]);
      return { name, ...(lane && { lane: nameOf(lane.id, lane.name) }), ...(serviceLevel && { serviceLevel }) };
    },
    taskOfTimer(id) {
      const event = elementOf(id);
      const host = event?.type === 'bpmn:BoundaryEvent' && event.attachedTo ? elementOf(event.attachedTo) : undefined;
      return host && 'assignment' in host ? host.id : undefined;
    },
    assignment(id) {
      const element = elementOf(id);
      return element && 'assignment' in element ? element.assignment : undefined;
    },
    isNamedEnd: (id) => elementOf(id)?.type === 'bpmn:EndEvent' && elementOf(id)?.name !== '',
  };
}

function firstOf<T>(
  models: readonly ExecutableModel[],
  read: (model: ExecutableModel) => T | undefined,
): T | undefined {
  for (const model of models) {
    const found = read(model);
    if (found !== undefined) return found;
  }
  return undefined;
}

function translated(folders: readonly PathwayFolder[], language: string, id: string): string | undefined {
  for (const { texts } of folders) {
    const name = (texts[language]?.value[id] as { readonly name?: unknown } | undefined)?.name;
    if (typeof name === 'string' && name !== '') return name;
  }
  return undefined;
}
