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
    const marks = change.instance ? marksOf(change) : NOTHING;
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

const NOTHING: readonly never[] = [];

/**
 * In an order that makes sense to a reader: what began, what ended, what is new, how the instance stands. Every step of
 * every instance comes by here, so nothing is made that is not told.
 */
function marksOf(change: Change): readonly FeedMark[] {
  const marks: FeedMark[] = [];
  const standing: FeedMark[] = [];
  for (const { type } of change.events ?? NOTHING) {
    const mark = INSTANCE_EVENTS[type];
    if (mark) (BEGINNINGS.has(mark[0]) ? marks : standing).push(mark);
  }
  for (const { number } of change.incidentsResolved ?? NOTHING) marks.push([feedCodes['incident.resolved'], number]);
  for (const { number, state } of change.tasksEnded ?? NOTHING) marks.push([TASK_ENDS[state], number]);
  for (const number of change.tasksLate ?? NOTHING) marks.push([feedCodes['task.late'], number]);
  for (const { number } of change.tasksOpened ?? NOTHING) marks.push([feedCodes['task.created'], number]);
  if (change.taskAssigned) marks.push(...assignment(change.taskAssigned));
  for (const { number } of change.incidentsRaised ?? NOTHING) marks.push([feedCodes['incident.raised'], number]);
  marks.push(...standing);
  return marks;
}

const BEGINNINGS: ReadonlySet<string> = new Set([feedCodes['instance.started'], feedCodes['instance.reopened']]);
const TASK_ENDS = { COMPLETED: feedCodes['task.completed'], CANCELED: feedCodes['task.canceled'] } as const;

function assignment({ number, assignee, previous = null }: NonNullable<Change['taskAssigned']>): readonly FeedMark[] {
  if (assignee === previous) return NOTHING;
  const code = assignee === null ? feedCodes['task.unassigned'] : feedCodes['task.assigned'];
  return [[code, number, assignee, previous]];
}
