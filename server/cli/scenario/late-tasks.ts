import type { ElementModel, Event } from '../../../engine/index.js';

/**
 * Ids of the tasks that are late by the history of their instance: a timer boundary event attached to them has fired
 * since they were created. An activity with several instances carries its boundary events for all of them together.
 * @param elementOf element of the instance's models by id
 */
export function lateTasks(
  history: readonly Event[],
  elementOf: (id: string) => ElementModel | undefined,
): ReadonlySet<string> {
  const open = new Map<string, { readonly element: string; readonly token: number }>();
  const carriers = new Map<number, number | undefined>();
  const late = new Set<string>();
  for (const event of history) {
    if (event.type === 'TaskCreated') open.set(event.taskId, { element: event.element, token: event.token });
    if (event.type === 'TaskCompleted' || event.type === 'TaskCancelled') open.delete(event.taskId);
    if (event.type === 'TimerScheduled') carriers.set(event.wait.id, event.wait.token);
    if (event.type !== 'TimerFired') continue;
    const host = attachedTo(elementOf(event.element));
    const hosted = [...open].filter(([, task]) => task.element === host);
    const carried = hosted.filter(([, task]) => task.token === carriers.get(event.wait));
    for (const [taskId] of carried.length > 0 ? carried : hosted) late.add(taskId);
  }
  return late;
}

const attachedTo = (element: ElementModel | undefined): string | undefined =>
  element?.type === 'bpmn:BoundaryEvent' ? element.attachedTo : undefined;
