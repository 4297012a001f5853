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
type Place = readonly [topic: string, availableAt: number, instanceKey: number, number: number];

/** Jobs that are to be handed out later than now, one topic after the other. */
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
     WHERE retries > 0 AND topic = @topic AND (available_at, instance_key, number) > (@after, @instanceKey, @number)
     ORDER BY available_at, instance_key, number LIMIT @limit`,
  );
  const move = db.prepare(
    `UPDATE job SET available_at = @to, locked_until = CASE WHEN lock_token IS NOT NULL THEN @to END,
            failed_at = min(failed_at, @at)
     WHERE instance_key = @instanceKey AND number = @number`,
  );
  return ({ at, longest, from, limit }) => {
    const [begin, after, instanceKey, number]: Place = from === null ? ['', at, 0, 0] : parseJson<Place>(from);
    const topic = topicFrom.get(begin);
    if (topic === null || topic === undefined) return { moved: 0, next: null };
    const isSame = topic === begin;
    const rows = waiting.all({
      topic,
      limit,
      after: isSame ? after : at,
      instanceKey: isSame ? instanceKey : Number.MAX_SAFE_INTEGER,
      number: isSame ? number : 0,
    });
    let moved = 0;
    for (const row of rows) {
      const to = latestOf(row, at, longest);
      if (to < row.availableAt) moved += move.run({ ...partOf(row), to, at }).changes;
    }
    const last = rows.at(-1);
    const next: Place =
      last && rows.length === limit
        ? [topic, last.availableAt, last.instanceKey, last.number]
        : [`${topic}\u0000`, at, 0, 0]; // the next topic
    return { moved, next: JSON.stringify(next) };
  };
}

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
