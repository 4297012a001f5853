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
  const marks: FeedMark[] = [];
  const ofInstance: FeedMark[] = [];
  for (const { type } of change.events ?? []) {
    const mark = INSTANCE_EVENTS[type];
    if (mark) (isBegun(mark) ? marks : ofInstance).push(mark);
  }
  for (const { number } of change.incidentsResolved ?? []) marks.push([feedCodes['incident.resolved'], number]);
  for (const { number, state } of change.tasksEnded ?? []) marks.push([state === 'COMPLETED' ? 'c' : 'x', number]);
  for (const number of change.tasksLate ?? []) marks.push([feedCodes['task.late'], number]);
  for (const { number } of change.tasksOpened ?? []) marks.push([feedCodes['task.created'], number]);
  marks.push(...assignment(change));
  for (const { number } of change.incidentsRaised ?? []) marks.push([feedCodes['incident.raised'], number]);
  marks.push(...ofInstance);
  return marks;
}

const isBegun = ([code]: FeedMark): boolean => code === 'S' || code === 'O';

function assignment({ taskAssigned }: Change): readonly FeedMark[] {
  if (!taskAssigned) return [];
  const { number, assignee, previous = null } = taskAssigned;
  if (assignee === previous) return [];
  return [[assignee === null ? 'u' : 'a', number, assignee, previous]];
}
