import { iso } from '../iso.js';
import { partKey } from '../keys.js';
import type { FeedCursor, FeedEvent, FeedFilter, FeedRow, FeedType } from '../ports.js';

/** Every kind of event that can be listened to. */
export const feedTypes = [
  'instance.started',
  'instance.reopened',
  'instance.completed',
  'instance.canceled',
  'instance.suspended',
  'instance.resumed',
  'task.created',
  'task.assigned',
  'task.unassigned',
  'task.completed',
  'task.canceled',
  'task.late',
  'incident.raised',
  'incident.resolved',
] as const satisfies readonly FeedType[];

export function wants(filter: FeedFilter, row: FeedRow, event: FeedEvent): boolean {
  const { types, instanceKey, processId, candidateGroup, assignee } = filter;
  return (
    (types === undefined || types.includes(event.type)) &&
    (instanceKey === undefined || instanceKey === row.instanceKey) &&
    (processId === undefined || processId === row.processId) &&
    (candidateGroup === undefined || candidateGroup === event.candidateGroup) &&
    (assignee === undefined || assignee === event.assignee || assignee === event.previousAssignee)
  );
}

/** What listeners and webhooks are sent: ids and codes, never values. */
export interface ToldEvent {
  readonly type: FeedType | 'reset';
  readonly timestamp: string;
  readonly data: Readonly<Record<string, string>>;
}

/** Told once, whoever listens. */
const told = new WeakMap<FeedEvent, ToldEvent>();

export function tellEvent(row: FeedRow, event: FeedEvent): ToldEvent {
  const known = told.get(event) ?? describe(row, event);
  told.set(event, known);
  return known;
}

function describe(row: FeedRow, event: FeedEvent): ToldEvent {
  const { type, element, candidateGroup, assignee, previousAssignee, code } = event;
  const part = event.number === null ? null : partKey({ instanceKey: row.instanceKey, number: event.number });
  const data = {
    processInstanceKey: String(row.instanceKey),
    processDefinitionId: row.processId,
    [type.startsWith('task.') ? 'userTaskKey' : 'incidentKey']: part,
    elementId: element,
    candidateGroup,
    assignee,
    previousAssignee,
    errorType: code,
  };
  const known = Object.entries(data).filter((entry): entry is [string, string] => entry[1] !== null);
  return { type, timestamp: iso(row.at), data: Object.fromEntries(known) };
}

/** `17-2`: the second event of row 17 has been received. */
export const eventId = (position: number, number: number): string => `${position}-${number}`;

export const EVENT_ID = '^(0|[1-9]\\d{0,14})(-[1-9]\\d{0,5})?$';

/** Where to go on after the event of an id; `17` alone is all of row 17. Null for what is no id of ours. */
export function cursorOf(id: string): FeedCursor | null {
  if (!new RegExp(EVENT_ID).test(id)) return null;
  const [position = 0, number] = id.split('-').map(Number);
  if (number === undefined) return { after: position, skip: 0 };
  return position === 0 ? null : { after: position - 1, skip: number };
}

/** Id of the last event that was received, or that was not wanted: `cursorOf` the other way round. */
export const idOf = ({ after, skip }: FeedCursor): string => (skip > 0 ? eventId(after + 1, skip) : String(after));

/** Row of the last event that was received. */
export const lastOf = ({ after, skip }: FeedCursor): number => (skip > 0 ? after + 1 : after);

/** The events of rows that a listener has not had yet and wants, with their ids. */
export function eventsBehind(
  rows: readonly FeedRow[],
  { after, skip }: FeedCursor,
  filter: FeedFilter,
): readonly { readonly id: string; readonly row: FeedRow; readonly number: number; readonly event: FeedEvent }[] {
  return rows.flatMap((row) =>
    row.events.flatMap((event, index) => {
      const number = index + 1;
      if ((row.position === after + 1 && number <= skip) || !wants(filter, row, event)) return [];
      return [{ id: eventId(row.position, number), row, number, event }];
    }),
  );
}
