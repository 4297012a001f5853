import type { IncidentFilter, IncidentView, Page, PageRequest, Part } from '../application/ports.js';
import { decodeCursor, toPage, where } from './cursor.js';
import type { Db } from './open-database.js';
import { parseJson } from './parse-json.js';

type Row = Omit<IncidentView, 'details'> & { details: string };

const SELECT = `
  SELECT x.instance_key AS instanceKey, x.number, x.element, x.code, x.phase, x.details, x.raised_at AS raisedAt,
         x.resolved_at AS resolvedAt, x.resolved_by AS resolvedBy, x.resolution, i.process_id AS processId,
         i.definition_key AS definitionKey,
         (SELECT text FROM failure_text f WHERE f.instance_key = x.instance_key AND f.number = x.number) AS errorMessage
  FROM incident x JOIN instance i USING (instance_key)`;

const toIncident = (row: Row): IncidentView => ({ ...row, details: parseJson(row.details) });

/** Reads incidents, open and resolved. */
export function incidentRows(db: Db) {
  const one = db.prepare<Part, Row>(`${SELECT} WHERE x.instance_key = @instanceKey AND x.number = @number`);
  return {
    incident(part: Part): IncidentView | null {
      const row = one.get({ instanceKey: part.instanceKey, number: part.number });
      return row ? toIncident(row) : null;
    },
    searchIncidents(filter: IncidentFilter, page: PageRequest): Page<IncidentView> {
      const [raisedAt, instanceKey, number] = page.after === undefined ? [] : decodeCursor(page.after, 3);
      const rows = db
        .prepare<object, Row>(
          `${SELECT} ${where([
            filter.active !== undefined && (filter.active ? 'x.resolved_at IS NULL' : 'x.resolved_at IS NOT NULL'),
            filter.instanceKey !== undefined && 'x.instance_key = @ofInstance',
            filter.element !== undefined && 'x.element = @element',
            filter.code !== undefined && 'x.code = @code',
            filter.processId !== undefined && 'i.process_id = @processId',
            filter.since !== undefined && 'x.raised_at >= @since',
            raisedAt !== undefined && '(x.raised_at, x.instance_key, x.number) > (@raisedAt, @instanceKey, @number)',
          ])} ORDER BY x.raised_at, x.instance_key, x.number LIMIT @limit`,
        )
        .all({
          ofInstance: filter.instanceKey,
          element: filter.element,
          code: filter.code,
          processId: filter.processId,
          since: filter.since,
          raisedAt,
          instanceKey,
          number,
          limit: page.limit + 1,
        });
      return toPage(rows, page.limit, toIncident, (row) => [row.raisedAt, row.instanceKey, row.number]);
    },
  };
}
