import type { IncidentFilter, IncidentRow, Page, PageRequest, Part } from '../application/ports.js';
import { decodeCursor, toPage, where } from './cursor.js';
import type { Db } from './open-database.js';
import { parseJson } from './parse-json.js';

type Row = Omit<IncidentRow, 'details'> & { details: string };

const SELECT = `
  SELECT instance_key AS instanceKey, number, element, code, phase, details, raised_at AS raisedAt,
         resolved_at AS resolvedAt, resolved_by AS resolvedBy, resolution,
         (SELECT text FROM failure_text f WHERE f.instance_key = incident.instance_key AND f.number = incident.number)
           AS errorMessage
  FROM incident`;

const toIncident = (row: Row): IncidentRow => ({ ...row, details: parseJson(row.details) });

/** Reads incidents, open and resolved. */
export function incidentRows(db: Db) {
  const one = db.prepare<Part, Row>(`${SELECT} WHERE instance_key = @instanceKey AND number = @number`);
  return {
    incident(part: Part): IncidentRow | null {
      const row = one.get({ instanceKey: part.instanceKey, number: part.number });
      return row ? toIncident(row) : null;
    },
    searchIncidents(filter: IncidentFilter, page: PageRequest): Page<IncidentRow> {
      const [raisedAt, instanceKey, number] = page.after === undefined ? [] : decodeCursor(page.after, 3);
      const rows = db
        .prepare<object, Row>(
          `${SELECT} ${where([
            filter.active !== undefined && (filter.active ? 'resolved_at IS NULL' : 'resolved_at IS NOT NULL'),
            filter.instanceKey !== undefined && 'instance_key = @ofInstance',
            filter.element !== undefined && 'element = @element',
            filter.code !== undefined && 'code = @code',
            raisedAt !== undefined && '(raised_at, instance_key, number) > (@raisedAt, @instanceKey, @number)',
          ])} ORDER BY raised_at, instance_key, number LIMIT @limit`,
        )
        .all({
          ofInstance: filter.instanceKey,
          element: filter.element,
          code: filter.code,
          raisedAt,
          instanceKey,
          number,
          limit: page.limit + 1,
        });
      return toPage(rows, page.limit, toIncident, (row) => [row.raisedAt, row.instanceKey, row.number]);
    },
  };
}
