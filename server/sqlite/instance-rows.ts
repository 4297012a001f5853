import type {
  HistoryEntry,
  InstanceFilter,
  InstanceRow,
  Page,
  PageRequest,
  StoredInstance,
  TimerRow,
} from '../application/ports.js';
import { decodeCursor, toPage, where } from './cursor.js';
import { joinEvents } from './event-parts.js';
import type { Db } from './open-database.js';

type Row = Omit<InstanceRow, 'hasIncident' | 'suspended'> & { incidentCount: number; suspended: number };

const OWN_COLUMNS = `
  i.instance_key AS instanceKey, i.definition_key AS definitionKey, i.process_id AS processId,
  i.business_key AS businessKey, i.status, i.started_at AS startedAt, i.started_by AS startedBy, i.ended_at AS endedAt,
  i.end_reason AS endReason, i.incident_count AS incidentCount, i.suspended,
  i.archived_at AS archivedAt, i.revision`;
const COLUMNS = `${OWN_COLUMNS}, d.version`;
const FROM = 'FROM instance i JOIN definition d USING (definition_key)';

const toInstance = ({ incidentCount, suspended, ...row }: Row): InstanceRow => ({
  ...row,
  hasIncident: incidentCount > 0,
  suspended: suspended === 1,
});

/** Reads instances, their history and their timers. */
export function instanceRows(db: Db) {
  const one = db.prepare<[number], Row>(`SELECT ${COLUMNS} ${FROM} WHERE i.instance_key = ? AND i.purging = 0`);
  const withState = db.prepare<object, Omit<Row, 'version'> & { environmentId: number; state: string }>(
    `SELECT ${OWN_COLUMNS}, i.environment_id AS environmentId, i.state FROM instance i
     WHERE i.instance_key = @key AND i.purging = 0`,
  );
  const versionOf = constant<number>(db, 'SELECT version FROM definition WHERE definition_key = @key');
  const environmentKeyOf = constant<string>(db, 'SELECT environment_key FROM environment WHERE environment_id = @key');
  const history = db.prepare<
    object,
    { sequence: number; at: number; by: string; events: string; value: string | null }
  >(
    `SELECT h.sequence, h.at, h.by, h.events, v.value
     FROM history h LEFT JOIN history_value v USING (history_key)
     WHERE h.instance_key = @key AND h.sequence > @after ORDER BY h.sequence LIMIT @limit`,
  );
  const timers = db.prepare<[number], TimerRow>(
    `SELECT instance_key AS instanceKey, number, element, due_at AS dueAt FROM timer
     WHERE instance_key = ? ORDER BY due_at, number`,
  );
  return {
    instance(key: number): InstanceRow | null {
      const row = one.get(key);
      return row ? toInstance(row) : null;
    },
    loadInstance(key: number): StoredInstance | null {
      const row = withState.get({ key });
      if (!row) return null;
      return {
        instanceKey: row.instanceKey,
        definitionKey: row.definitionKey,
        processId: row.processId,
        version: versionOf(row.definitionKey),
        businessKey: row.businessKey,
        status: row.status,
        suspended: row.suspended === 1,
        startedAt: row.startedAt,
        startedBy: row.startedBy,
        endedAt: row.endedAt,
        endReason: row.endReason,
        hasIncident: row.incidentCount > 0,
        archivedAt: row.archivedAt,
        revision: row.revision,
        environmentKey: environmentKeyOf(row.environmentId),
        state: JSON.parse(row.state) as unknown,
      };
    },
    history: (key: number, after: number, limit: number): readonly HistoryEntry[] =>
      history
        .all({ key, after, limit })
        .flatMap(({ sequence, at, by, events, value }) => {
          const all = joinEvents(events, value);
          return all.map((event, place) => ({ sequence: sequence - all.length + 1 + place, at, by, event }));
        })
        .filter(({ sequence }) => sequence > after)
        .slice(0, limit),
    timers: (key: number): readonly TimerRow[] => timers.all(key),
    searchInstances(filter: InstanceFilter, page: PageRequest): Page<InstanceRow> {
      const after = page.after === undefined ? undefined : decodeCursor(page.after, 1)[0];
      const { processId, businessKey, status, suspended, hasIncident, archived = false } = filter;
      const rows = db
        .prepare<object, Row>(
          `SELECT ${COLUMNS} ${FROM} ${where([
            'i.purging = 0',
            processId !== undefined && 'i.process_id = @processId',
            businessKey !== undefined && 'i.business_key = @businessKey',
            status !== undefined && 'i.status = @status',
            suspended !== undefined && (suspended ? 'i.suspended = 1' : 'i.suspended = 0'),
            hasIncident !== undefined && (hasIncident ? 'i.incident_count > 0' : 'i.incident_count = 0'),
            archived ? 'i.archived_at IS NOT NULL' : 'i.archived_at IS NULL',
            after !== undefined && 'i.instance_key > @after',
          ])} ORDER BY i.instance_key LIMIT @limit`,
        )
        .all({ processId, businessKey, status, after, limit: page.limit + 1 });
      return toPage(rows, page.limit, toInstance, (row) => [row.instanceKey]);
    },
  };
}

/** Looks up what never changes once it is written, such as the version of a definition: each key once. */
function constant<T extends number | string>(db: Db, sql: string): (key: number) => T {
  const find = db.prepare<object, T>(sql).pluck();
  const known = new Map<number, T>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = find.get({ key });
    if (found === undefined) throw new Error('ROW_MISSING');
    known.set(key, found);
    return found;
  };
}
