import type { WaitSlice } from '../application/ports.js';
import type { Db } from './open-database.js';
import { parseJson } from './parse-json.js';

export type BringBack = (slice: Omit<WaitSlice, 'kind'>) => { readonly moved: number; readonly next: string | null };

interface Row {
  readonly topic: string;
  readonly instanceKey: number;
  readonly number: number;
  readonly availableAt: number;
  readonly lockedUntil: number | null;
  readonly failures: number;
  readonly failedAt: number | null;
}
type Place = readonly [topic: string, suspended: 0 | 1, availableAt: number, instanceKey: number, number: number];

/** Behind every part of one moment. */
const LAST = Number.MAX_SAFE_INTEGER;

/** Jobs that are to be handed out later than now, one topic after the other; of each those on hold come last. */
export function jobWaits(db: Db): BringBack {
  const topicFrom = db
    .prepare<[string], string | null>(
      'SELECT min(topic) FROM job INDEXED BY job_topic WHERE retries > 0 AND topic >= ?',
    )
    .pluck();
  const waiting = db.prepare<object, Row>(
    `SELECT topic, instance_key AS instanceKey, number, available_at AS availableAt, locked_until AS lockedUntil,
            failures, failed_at AS failedAt
     FROM job INDEXED BY job_topic
     WHERE retries > 0 AND topic = @topic AND suspended = @suspended
       AND (available_at, instance_key, number) > (@after, @instanceKey, @number)
     ORDER BY available_at, instance_key, number LIMIT @limit`,
  );
  const move = db.prepare(
    `UPDATE job SET available_at = @to, locked_until = CASE WHEN lock_token IS NOT NULL THEN @to END,
            failed_at = min(failed_at, @at)
     WHERE instance_key = @instanceKey AND number = @number`,
  );
  return ({ at, longest, from, limit }) => {
    const [begin, ...place]: Place = from === null ? ['', 0, at, LAST, 0] : parseJson<Place>(from);
    const topic = topicFrom.get(begin);
    if (topic === null || topic === undefined) return { moved: 0, next: null };
    const [suspended, after, instanceKey, number] = topic === begin ? place : ([0, at, LAST, 0] as const);
    const rows = waiting.all({ topic, suspended, after, instanceKey, number, limit });
    let moved = 0;
    for (const row of rows) {
      const to = latestOf(row, at, longest);
      if (to < row.availableAt) moved += move.run({ ...partOf(row), to, at }).changes;
    }
    const last = rows.at(-1);
    const next = last && rows.length === limit ? placeOf(last, suspended) : placeAfter(topic, suspended, at);
    return { moved, next: JSON.stringify(next) };
  };
}

const placeOf = ({ topic, availableAt, instanceKey, number }: Row, suspended: 0 | 1): Place => [
  topic,
  suspended,
  availableAt,
  instanceKey,
  number,
];

/** Those on hold, or the next topic. */
const placeAfter = (topic: string, suspended: 0 | 1, at: number): Place =>
  suspended === 0 ? [topic, 1, at, LAST, 0] : [`${topic}\u0000`, 0, at, LAST, 0];

const partOf = ({ instanceKey, number }: Row) => ({ instanceKey, number });

/** As long a lock as there can be, or the pause that the job was given, from now; one that has not failed has none. */
function latestOf(
  { lockedUntil, failures, failedAt, availableAt }: Row,
  at: number,
  longest: { readonly lock: number; readonly backOff: number },
): number {
  if (lockedUntil !== null) return at + longest.lock;
  if (failures === 0 || failedAt === null) return at;
  const pause = availableAt - Math.max(failedAt, at);
  return at + Math.min(Math.max(pause, 0), longest.backOff);
}
