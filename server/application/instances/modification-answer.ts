import type { Environment, Event, StepResult } from '../../../engine/index.js';
import { iso } from '../iso.js';
import { elementInstances } from './element-instances.js';

type Of<T extends Event['type']> = Extract<Event, { type: T }>;

/**
 * What a modification comes to, in ids and codes: what it opens and withdraws, what leaves the instance, and where it
 * stands then. What is opened and withdrawn again within it is in both lists.
 */
export function modificationAnswer(env: Environment, { state, events }: StepResult, dryRun: boolean) {
  const all = <T extends Event['type'], R>(type: T, show: (event: Of<T>) => R): readonly R[] =>
    events.flatMap((event) => (event.type === type ? [show(event as Of<T>)] : []));
  const task = ({ taskId, element }: Of<'TaskCreated' | 'TaskCancelled'>) => ({
    userTaskKey: taskId,
    elementId: element,
  });
  const job = ({ jobId, element }: Of<'JobCreated' | 'JobCancelled'>) => ({ jobKey: jobId, elementId: element });
  const at = ({ element }: { readonly element: string }) => ({ elementId: element });
  return {
    dryRun,
    state: stateOf(state.status, state.suspended),
    tasksCreated: all('TaskCreated', task),
    tasksCancelled: all('TaskCancelled', task),
    jobsCreated: all('JobCreated', job),
    jobsCancelled: all('JobCancelled', job),
    timersSet: all('TimerScheduled', ({ wait, dueAt }) => ({ ...at(wait), dueDate: iso(dueAt) })),
    timersCancelled: all('TimerCancelled', at),
    subscriptionsOpened: all('SubscriptionOpened', ({ wait }) => at(wait)),
    subscriptionsClosed: all('SubscriptionClosed', at),
    messagesThrown: all('MessageThrown', ({ element, name }) => ({ elementId: element, name })),
    signalsThrown: all('SignalThrown', ({ element, name }) => ({ elementId: element, name })),
    incidentsRaised: all('IncidentRaised', ({ incident }) => ({ ...at(incident), errorType: incident.code })),
    elementsCompleted: all('ElementCompleted', at),
    elementsCancelled: all('ElementCancelled', at),
    ...elementInstances(env, state),
  };
}

export type Modification = ReturnType<typeof modificationAnswer>;

function stateOf(status: StepResult['state']['status'], suspended: true | undefined) {
  if (status === 'completed') return 'COMPLETED' as const;
  if (status === 'cancelled') return 'TERMINATED' as const;
  return suspended ? ('SUSPENDED' as const) : ('ACTIVE' as const);
}
