import type { Instant } from '../../../engine/index.js';
import type { HistoryItem } from './scenario-world.js';
import type { Names } from './names.js';

/** Something that a reader of the timeline wants to know of. */
export interface Happening {
  readonly kind: HappeningKind;
  readonly at: Instant;
  /** Name of the instance in the scenario, or its id where it has none. */
  readonly instance: string;
  readonly element?: string;
  readonly name?: string;
  readonly lane?: string;
  readonly serviceLevel?: string;
  readonly by?: string;
  /** What the deadline of a late task is called. */
  readonly deadline?: string;
  /** Code of an incident, an error or an escalation; reason of a cancellation. */
  readonly code?: string;
}

export type HappeningKind =
  | 'started'
  | 'completed'
  | 'cancelled'
  | 'taskOpened'
  | 'taskDone'
  | 'taskWithdrawn'
  | 'late'
  | 'timer'
  | 'sent'
  | 'received'
  | 'signalled'
  | 'signalReceived'
  | 'jobOpened'
  | 'error'
  | 'escalation'
  | 'ended'
  | 'incident';

/** What an entry of an instance's history means to a reader; undefined for the machinery in between. */
export function happeningOf(item: HistoryItem, instance: string, names: Names): Happening | undefined {
  const { event, at } = item;
  const about = (kind: HappeningKind, element: string): Happening => ({
    kind,
    at,
    instance,
    element,
    ...names.element(element),
  });
  const by = item.by === undefined ? {} : { by: item.by };
  switch (event.type) {
    case 'InstanceStarted':
      return { kind: 'started', at, instance, element: event.process, name: names.process(event.process), ...by };
    case 'InstanceCompleted':
      return { kind: 'completed', at, instance };
    case 'InstanceCancelled':
      return { kind: 'cancelled', at, instance, code: event.reason, ...by };
    case 'TaskCreated':
      return about('taskOpened', event.element);
    case 'TaskCompleted':
      return { ...about('taskDone', event.element), ...by };
    case 'TaskCancelled':
      return about('taskWithdrawn', event.element);
    case 'TimerFired':
      return timerHappening(event.element, about, names);
    case 'MessageThrown':
      return { ...about('sent', event.element), name: event.name };
    case 'MessageCaught':
      return { ...about('received', event.element), name: event.name };
    case 'SignalThrown':
      return { ...about('signalled', event.element), name: event.name };
    case 'SignalCaught':
      return { ...about('signalReceived', event.element), name: event.name };
    case 'JobCreated':
      return about('jobOpened', event.element);
    case 'ErrorThrown':
      return { ...about('error', event.element), code: event.code };
    case 'EscalationThrown':
      return { ...about('escalation', event.element), code: event.code };
    case 'ElementCompleted':
      return names.isNamedEnd(event.element) ? about('ended', event.element) : undefined;
    case 'IncidentRaised':
      return { ...about('incident', event.incident.element), code: event.incident.code };
    default:
      return undefined;
  }
}

/** A timer on a task makes the task late: the reader is told which. */
function timerHappening(
  timer: string,
  about: (kind: HappeningKind, element: string) => Happening,
  names: Names,
): Happening {
  const task = names.taskOfTimer(timer);
  return task === undefined ? about('timer', timer) : { ...about('late', task), deadline: names.element(timer).name };
}
