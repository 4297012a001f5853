import type { EventModel, Trigger } from '../model/executable-model.js';
import type { Run } from './run.js';
import type { Scope } from './state.js';

/** The one start event of an event sub-process (10.3.5). */
export function eventSubProcessStart(run: Run, scope: number, eventSubProcess: string): EventModel | undefined {
  const { containers, elements } = run.modelOf(scope);
  for (const id of containers[eventSubProcess]?.elements ?? []) {
    const element = elements[id];
    if (element?.type === 'bpmn:StartEvent') return element;
  }
  return undefined;
}

/**
 * Start event of the first event sub-process of a scope with a trigger that matches.
 * @param except one that is not asked
 */
export function findEventSubProcess(
  run: Run,
  scope: Scope,
  matches: (trigger: Trigger) => boolean,
  except?: string,
): EventModel | undefined {
  for (const id of run.containerOf(scope)?.eventSubProcesses ?? []) {
    if (id === except) continue;
    const start = eventSubProcessStart(run, scope.id, id);
    if (start?.triggers.some(matches)) return start;
  }
  return undefined;
}

/** Boundary event of an activity with a trigger that matches. */
export function findBoundary(
  run: Run,
  scope: number,
  boundaries: readonly string[],
  matches: (trigger: Trigger) => boolean,
): EventModel | undefined {
  for (const id of boundaries) {
    const element = run.element(scope, id);
    if (element.type === 'bpmn:BoundaryEvent' && element.triggers.some(matches)) return element;
  }
  return undefined;
}
