import type { Change } from '../application/ports.js';
import { feedCodes, type FeedMark } from './feed-codes.js';
import type { Db } from './open-database.js';

/**
 * Writes what listeners are told of a change, in its transaction: one short row, or none where there is nothing to tell.
 * The position is the next after the newest; transactions that write come one after the other, so it is their order.
 */
export function feedWriter(db: Db, region: number): (change: Change) => void {
  const insert = db.prepare(
    'INSERT INTO feed (region, at, instance_key, body) VALUES (@region, @at, @instanceKey, @body)',
  );
  return (change) => {
    const marks = change.instance ? marksOf(change) : [];
    if (marks.length === 0) return;
    insert.run({ region, at: change.at, instanceKey: change.instance?.instanceKey, body: JSON.stringify(marks) });
  };
}

const INSTANCE_EVENTS: Readonly<Record<string, FeedMark>> = {
  InstanceStarted: [feedCodes['instance.started']],
  InstanceReopened: [feedCodes['instance.reopened']],
  InstanceCompleted: [feedCodes['instance.completed']],
  InstanceCancelled: [feedCodes['instance.canceled']],
  InstanceSuspended: [feedCodes['instance.suspended']],
  InstanceResumed: [feedCodes['instance.resumed']],
};

/** In an order that makes sense to a reader: what began, what ended, what is new, how the instance stands. */
function marksOf(change: Change): readonly FeedMark[] {
  const ofInstance = (change.events ?? []).flatMap(({ type }): FeedMark[] => {
    const mark = INSTANCE_EVENTS[type];
    return mark ? [mark] : [];
  });
  const isBegun = ([code]: FeedMark): boolean => code === 'S' || code === 'O';
  return [
    ...ofInstance.filter(isBegun),
    ...(change.incidentsResolved ?? []).map(({ number }): FeedMark => [feedCodes['incident.resolved'], number]),
    ...(change.tasksEnded ?? []).map(({ number, state }): FeedMark => [state === 'COMPLETED' ? 'c' : 'x', number]),
    ...(change.tasksLate ?? []).map((number): FeedMark => [feedCodes['task.late'], number]),
    ...(change.tasksOpened ?? []).map(({ number }): FeedMark => [feedCodes['task.created'], number]),
    ...assignment(change),
    ...(change.incidentsRaised ?? []).map(({ number }): FeedMark => [feedCodes['incident.raised'], number]),
    ...ofInstance.filter((mark) => !isBegun(mark)),
  ];
}

function assignment({ taskAssigned }: Change): readonly FeedMark[] {
  if (!taskAssigned) return [];
  const { number, assignee, previous = null } = taskAssigned;
  if (assignee === previous) return [];
  return [[assignee === null ? 'u' : 'a', number, assignee, previous]];
}
