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
import { joinEvent } from './event-parts.js';
import type { Db } from './open-database.js';

type Row = Omit<InstanceRow, 'hasIncident'> & { incidentCount: number };

const COLUMNS = `
  i.instance_key AS instanceKey, i.definition_key AS definitionKey, i.process_id AS processId, d.version,
  i.business_key AS businessKey, i.status, i.started_at AS startedAt, i.started_by AS startedBy, i.ended_at AS endedAt,
  i.end_reason AS endReason, i.incident_count AS incidentCount, i.revision`;
const FROM = 'FROM instance i JOIN definition d USING (definition_key)';

const toInstance = ({ incidentCount, ...row }: Row): InstanceRow => ({ ...row, hasIncident: incidentCount > 0 });

/** Reads instances, their history and their timers. */
export function instanceRows(db: Db) {
  const one = db.prepare<[number], Row>(`SELECT ${COLUMNS} ${FROM} WHERE i.instance_key = ?`);
  const withState = db.prepare<[number], Row & { environmentKey: string; state: string }>(
    `SELECT ${COLUMNS}, e.environment_key AS environmentKey, i.state
     ${FROM} JOIN environment e USING (environment_id) WHERE i.instance_key = ?`,
  );
  const history = db.prepare<
    [number, number, number],
    { sequence: number; at: number; by: string; type: string; body: string; value: string | null }
  >(
    `SELECT e.sequence, e.at, e.by, e.type, e.body, v.value
     FROM event e LEFT JOIN event_value v USING (instance_key, sequence)
     WHERE e.instance_key = ? AND e.sequence > ? ORDER BY e.sequence LIMIT ?`,
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
      const row = withState.get(key);
      if (!row) return null;
      const { environmentKey, state, ...rest } = row;
      return { ...toInstance(rest), environmentKey, state: JSON.parse(state) as unknown };
    },
    history: (key: number, after: number, limit: number): readonly HistoryEntry[] =>
      history
        .all(key, after, limit)
        .map(({ sequence, at, by, type, body, value }) => ({ sequence, at, by, event: joinEvent(type, body, value) })),
    timers: (key: number): readonly TimerRow[] => timers.all(key),
    searchInstances(filter: InstanceFilter, page: PageRequest): Page<InstanceRow> {
      const after = page.after === undefined ? undefined : decodeCursor(page.after, 1)[0];
      const { processId, businessKey, status, hasIncident } = filter;
      const rows = db
        .prepare<object, Row>(
          `SELECT ${COLUMNS} ${FROM} ${where([
            processId !== undefined && 'i.process_id = @processId',
            businessKey !== undefined && 'i.business_key = @businessKey',
            status !== undefined && 'i.status = @status',
            hasIncident !== undefined && (hasIncident ? 'i.incident_count > 0' : 'i.incident_count = 0'),
            after !== undefined && 'i.instance_key > @after',
          ])} ORDER BY i.instance_key LIMIT @limit`,
        )
        .all({ processId, businessKey, status, after, limit: page.limit + 1 });
      return toPage(rows, page.limit, toInstance, (row) => [row.instanceKey]);
    },
  };
}
