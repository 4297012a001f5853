import type { FeedBounds, FeedEvent, FeedRow, FeedType, Part } from '../application/ports.js';
import { feedCodes, type FeedCode, type FeedMark } from './feed-codes.js';
import type { Db } from './open-database.js';
import { parseJson } from './parse-json.js';

interface Row {
  readonly position: number;
  readonly at: number;
  readonly instanceKey: number;
  readonly processId: string | null;
  readonly body: string;
}
type Known = Partial<Pick<FeedEvent, 'element' | 'candidateGroup' | 'assignee' | 'code'>>;

const types = Object.fromEntries(Object.entries(feedCodes).map(([type, code]) => [code, type])) as Record<
  FeedCode,
  FeedType
>;

/** Reads the feed. What never changes of a task or an incident is looked up here, so that writing need not repeat it. */
export function feedRows(db: Db) {
  const bounds = db.prepare<[], FeedBounds>(
    `SELECT coalesce((SELECT min(position) FROM feed), 1) AS oldest,
            coalesce((SELECT max(position) FROM feed), 0) AS newest`,
  );
  const rows = db.prepare<object, Row>(
    `SELECT f.position, f.at, f.instance_key AS instanceKey, f.body, i.process_id AS processId
     FROM feed f LEFT JOIN instance i USING (instance_key)
     WHERE f.position > @after ORDER BY f.position LIMIT @limit`,
  );
  const eventOf = eventReader(db);
  return {
    feedBounds: (): FeedBounds => bounds.get() ?? { oldest: 1, newest: 0 },
    readFeed: (after: number, limit: number): readonly FeedRow[] =>
      rows.all({ after, limit }).map(({ body, ...row }) => ({
        ...row,
        events: parseJson<readonly FeedMark[]>(body).map((mark) => eventOf(row.instanceKey, mark)),
      })),
    ...pruning(db),
  };
}

function eventReader(db: Db): (instanceKey: number, mark: FeedMark) => FeedEvent {
  const task = db.prepare<Part, Known>(
    `SELECT element, candidate_group AS candidateGroup, assignee FROM task
     WHERE instance_key = @instanceKey AND number = @number`,
  );
  const incident = db.prepare<Part, Known>(
    'SELECT element, code FROM incident WHERE instance_key = @instanceKey AND number = @number',
  );
  const known = (type: FeedType, part: Part): Known => {
    if (type.startsWith('task.')) return task.get(part) ?? {};
    return type.startsWith('incident.') ? (incident.get(part) ?? {}) : {};
  };
  return (instanceKey, [code, number = null, assignee, previous = null]) => {
    const type = types[code];
    const {
      element = null,
      candidateGroup = null,
      ...row
    } = number === null ? {} : known(type, { instanceKey, number });
    const had = type === 'task.created' ? null : (row.assignee ?? null);
    const now = assignee === undefined ? had : assignee;
    return { type, number, element, candidateGroup, assignee: now, previousAssignee: previous, code: row.code ?? null };
  };
}

function pruning(db: Db) {
  const oldest = db.prepare<[number], { position: number; at: number }>(
    'SELECT position, at FROM feed ORDER BY position LIMIT ?',
  );
  const newest = db.prepare<[], { position: number | null }>('SELECT max(position) AS position FROM feed');
  const remove = db.prepare('DELETE FROM feed WHERE position <= ?');
  const prune = db.transaction((before: number, most: number, limit: number): number => {
    const end = newest.get()?.position ?? 0;
    const rows = oldest.all(limit);
    // only ever the old end: a clock that was set back leaves no hole
    const kept = rows.findIndex(({ position, at }) => position === end || (at >= before && position > end - most));
    const going = kept < 0 ? rows : rows.slice(0, kept);
    const last = going.at(-1);
    if (last) remove.run(last.position);
    return going.length;
  });
  return {
    pruneFeed: (what: { before: number; most: number; limit: number }): number =>
      prune.immediate(what.before, what.most, what.limit),
  };
}
